import { TextInput } from '@mantine/core'
import { type Fee, transferFee } from '../../contract/fees.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { AboutFee, CommentField, FeeForm } from './fee-form.tsx'
import { useFeeForm } from './use-fee-form.ts'

type Props = { userId: number; fee: Fee; onClose: () => void }

/** Marks a fee as transferred to the bursar (features G5). */
export function TransferDialog({ userId, fee, onClose }: Props) {
  const t = useText()
  const { money } = useFormats()
  const form = useFeeForm(transferFee, {
    initial: { bursarTransactionId: '', comment: '' },
    request: (words, place) => ({ params: { userId, feeId: fee.feeId }, body: { ...words, ...place } }),
    done: () => t('fees.done.transfer'),
    onDone: onClose,
  })
  return (
    <FeeForm
      title={t('fees.title.transfer')}
      form={form}
      consequence={t('fees.then.transfer', { amount: money(fee.balance) })}
      submit={t('fees.do.transfer')}
      onClose={onClose}
    >
      <AboutFee fee={fee} />
      <TextInput
        {...form.text('bursarTransactionId')}
        label={t('fees.column.bursar')}
        autoComplete="off"
        dir="ltr"
        data-autofocus
      />
      <CommentField form={form} />
    </FeeForm>
  )
}
