import { type Fee, feeTables, waiveFee } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { minus, typedAmount } from './amounts.ts'
import { AboutFee, AmountField, CommentField, FeeForm } from './fee-form.tsx'
import { useFeeForm } from './use-fee-form.ts'

type Props = { userId: number; fee: Fee; onClose: () => void }

/** Waives a fee or a part of it (features G4). */
export function WaiveDialog({ userId, fee, onClose }: Props) {
  const t = useText()
  const { money } = useFormats()
  const { options } = useCodes()
  const form = useFeeForm(waiveFee, {
    initial: { amount: fee.waivable, reason: '', comment: '' },
    request: ({ amount, ...words }, place) => ({
      params: { userId, feeId: fee.feeId },
      body: { amount: typedAmount(amount), ...words, ...place },
    }),
    done: () => t('fees.done.waive'),
    onDone: onClose,
  })
  const amount = typedAmount(form.values.amount)
  const left = minus(fee.waivable, amount)
  const words = { amount: left === undefined ? '…' : money(amount), left: money(left ?? fee.waivable) }
  return (
    <FeeForm
      title={t('fees.title.waive')}
      form={form}
      consequence={t(fee.waivesAsCredit ? 'fees.then.waiveAsCredit' : 'fees.then.waive', words)}
      submit={t('fees.do.waive')}
      onClose={onClose}
    >
      <AboutFee fee={fee} />
      <AmountField form={form} />
      <CodeSelect
        {...form.field('reason')}
        onChange={code => form.set('reason', code ?? '')}
        label={t('fees.reason')}
        options={options(feeTables.reason)}
        required
      />
      <CommentField form={form} />
    </FeeForm>
  )
}
