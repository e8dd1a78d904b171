import { Menu, Title } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useState } from 'react'
import { type HoldRequest, listRequests, shelveRequest } from '../../contract/circulation.ts'
import type { UserRecord } from '../../contract/users.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useToast } from '../ui/use-toast.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { RefusalDialog } from './refusal-dialog.tsx'
import { requestColumns } from './request-columns.tsx'
import { staleAfterAct } from './use-desk-act.ts'
import { useRefusable } from './use-refusable.ts'

/** What a patron waits for, with what can be done about each. */
export function RequestsTable({ record, isViewOnly }: { record: UserRecord; isViewOnly: boolean }) {
  const t = useText()
  const toast = useToast()
  const forbidden = useForbidden()('circulation.work')
  const source = useRows(listRequests, { params: { userId: record.userId }, query: {} })
  const [cancelled, setCancelled] = useState<HoldRequest>()
  const shelving = useRefusable(shelveRequest, {
    invalidates: staleAfterAct,
    onSuccess: request => toast(t('circulation.shelved', { until: request.shelfUntil ?? '' })),
  })
  const hindrance = isViewOnly ? t('circulation.viewOnly') : forbidden
  return (
    <>
      <FailureAlert error={shelving.failure} />
      <DataTable
        name="requests"
        label={t('circulation.tab.requests')}
        columns={requestColumns}
        source={source}
        rowId={request => String(request.requestId)}
        rowLabel={request => request.title ?? String(request.requestId)}
        rowMenu={request => (
          <>
            <ForbiddenAction
              reason={
                hindrance ?? (request.status === 'ON_HOLD_SHELF' ? t('circulation.isShelved') : undefined)
              }
            >
              <Menu.Item onClick={() => shelving.send({ params: { requestId: request.requestId } })}>
                {t('circulation.shelve')}
              </Menu.Item>
            </ForbiddenAction>
            <ForbiddenAction reason={hindrance}>
              <Menu.Item onClick={() => setCancelled(request)}>{t('circulation.cancel')}</Menu.Item>
            </ForbiddenAction>
          </>
        )}
        toolbar={
          <Title order={2} size="h3">
            {t('circulation.tab.requests')}
          </Title>
        }
        empty={<EmptyState icon={IconBookmark} title={t('circulation.noRequests')} />}
      />
      {cancelled && <CancelDialog request={cancelled} onClose={() => setCancelled(undefined)} />}
      <RefusalDialog title={t('refusal.shelve')} refusable={shelving} record={record} />
    </>
  )
}
