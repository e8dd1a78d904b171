import { Menu, Title } from '@mantine/core'
import { IconBook } from '@tabler/icons-react'
import { useState } from 'react'
import { type Loan, listLoans, renew, returnItem } from '../../contract/circulation.ts'
import type { UserRecord } from '../../contract/users.ts'
import { useSend } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useCurrentDesk } from '../session/current-desk.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useToast } from '../ui/use-toast.ts'
import { DueDateDialog } from './due-date-dialog.tsx'
import { loanColumns } from './loan-columns.tsx'
import { RefusalDialog } from './refusal-dialog.tsx'
import { staleAfterAct, useDeskHindrance } from './use-desk-act.ts'
import { useRefusable } from './use-refusable.ts'

/** What a patron has, with what can be done about each. */
export function LoansTable({ record, isViewOnly }: { record: UserRecord; isViewOnly: boolean }) {
  const t = useText()
  const source = useRows(listLoans, { params: { userId: record.userId }, query: {} })
  const hindrance = useDeskHindrance(isViewOnly)
  const [dated, setDated] = useState<Loan>()
  const { renewing, returning } = useLoanActs()
  const { desk = '' } = useCurrentDesk()
  return (
    <>
      <FailureAlert error={renewing.failure ?? returning.error} />
      <DataTable
        name="loans"
        label={t('circulation.tab.loans')}
        columns={loanColumns}
        source={source}
        rowId={loan => String(loan.loanId)}
        rowLabel={loan => loan.title ?? loan.barcode}
        rowMenu={loan => (
          <>
            <ForbiddenAction reason={hindrance}>
              <Menu.Item onClick={() => renewing.send({ params: { loanId: loan.loanId }, body: {} })}>
                {t('circulation.renew')}
              </Menu.Item>
            </ForbiddenAction>
            <ForbiddenAction reason={hindrance}>
              <Menu.Item onClick={() => setDated(loan)}>{t('circulation.changeDue')}</Menu.Item>
            </ForbiddenAction>
            <ForbiddenAction reason={hindrance}>
              <Menu.Item onClick={() => returning.mutate({ body: { barcode: loan.barcode, desk } })}>
                {t('circulation.return.go')}
              </Menu.Item>
            </ForbiddenAction>
          </>
        )}
        toolbar={
          <Title order={2} size="h3">
            {t('circulation.tab.loans')}
          </Title>
        }
        empty={<EmptyState icon={IconBook} title={t('circulation.noLoans')} />}
      />
      {dated && <DueDateDialog loan={dated} onClose={() => setDated(undefined)} />}
      <RefusalDialog title={t('refusal.renew')} refusable={renewing} record={record} />
    </>
  )
}

function useLoanActs() {
  const t = useText()
  const toast = useToast()
  const { moment } = useFormats()
  const renewing = useRefusable(renew, {
    invalidates: staleAfterAct,
    onSuccess: loan =>
      toast(t('circulation.renewed', { title: loan.title ?? loan.barcode, until: moment(loan.dueAt) })),
  })
  const returning = useSend(returnItem, {
    invalidates: staleAfterAct,
    onSuccess: ({ loan, next }) =>
      toast(
        next
          ? t('circulation.returnedWanted', { title: loan.title ?? loan.barcode })
          : t('circulation.returned', { title: loan.title ?? loan.barcode, at: '' }),
      ),
  })
  return { renewing, returning }
}
