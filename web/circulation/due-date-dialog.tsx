import { useQueryClient } from '@tanstack/react-query'
import { changeDueDate, type Loan } from '../../contract/circulation.ts'
import { invalidate } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { DateField } from '../ui/date-field.tsx'
import { useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { staleAfterAct } from './use-desk-act.ts'

/** Another last day for a loan. */
export function DueDateDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const { moment } = useFormats()
  const form = useForm(changeDueDate, {
    initial: { dueDate: moment(loan.dueAt).slice(0, 10) as string | undefined },
    request: ({ dueDate = '' }) => ({ params: { loanId: loan.loanId }, body: { dueDate } }),
    onSuccess: async () => {
      onClose()
      await invalidate(client, staleAfterAct)
    },
  })
  return (
    <FormDialog
      title={t('circulation.changeDue')}
      text={loan.title ?? loan.barcode}
      form={form}
      onClose={onClose}
    >
      <DateField {...form.field('dueDate')} label={t('circulation.column.due')} required />
    </FormDialog>
  )
}
