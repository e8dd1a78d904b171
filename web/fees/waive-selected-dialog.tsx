import { feeTables, waiveFees } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { sumOf } from './amounts.ts'
import { CommentField, FeeForm } from './fee-form.tsx'
import { useFeeForm } from './use-fee-form.ts'
import type { FeeList } from './use-fees.ts'

/** Waives all that can be waived of the chosen fees, and says what stays (features G4). */
export function WaiveSelectedDialog({ fees, onClose }: { fees: FeeList; onClose: () => void }) {
  const t = useText()
  const { money } = useFormats()
  const { options } = useCodes()
  const waivable = fees.chosen.filter(fee => !fee.refusals['waive'])
  const total = sumOf(
    waivable.map(fee => (fee.originalAmount.startsWith('-') ? `-${fee.waivable}` : fee.waivable)),
  )
  const kept = fees.chosen.length - waivable.length
  const form = useFeeForm(waiveFees, {
    initial: { reason: '', comment: '' },
    request: (words, place) => ({
      params: { userId: fees.userId },
      body: { feeIds: waivable.map(fee => fee.feeId), total, ...words, ...place },
    }),
    done: ({ waived }) => t('fees.done.waiveSelected', { count: waived }),
    onDone: () => {
      fees.clear()
      onClose()
    },
  })
  const words = { count: waivable.length, total: money(total) }
  return (
    <FeeForm
      title={t('fees.title.waiveSelected')}
      form={form}
      consequence={`${t('fees.then.waiveSelected', words)} ${kept > 0 ? t('fees.then.kept', { count: kept }) : ''}`}
      submit={t('fees.do.waiveSelected', { count: waivable.length })}
      onClose={onClose}
    >
      <CodeSelect
        {...form.field('reason')}
        onChange={code => form.set('reason', code ?? '')}
        label={t('fees.reason')}
        options={options(feeTables.reason)}
        required
        data-autofocus
      />
      <CommentField form={form} />
    </FeeForm>
  )
}
