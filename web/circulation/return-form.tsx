import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useState } from 'react'
import { type HoldRequest, returnItem, shelveRequest } from '../../contract/circulation.ts'
import { useSend } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useCurrentDesk } from '../session/current-desk.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { Panel } from '../ui/panel.tsx'
import { useToast } from '../ui/use-toast.ts'
import { useUserName } from '../users/record/use-user-name.ts'
import { ScanForm } from './scan-form.tsx'
import { staleAfterAct, useDeskHindrance } from './use-desk-act.ts'

/** Takes back whatever is scanned, whoever has it, and tells for whom it is to be kept. */
export function ReturnForm() {
  const t = useText()
  const toast = useToast()
  const { moment } = useFormats()
  const { desk = '', isKnown } = useCurrentDesk()
  const hindrance = useDeskHindrance()
  const [waiting, setWaiting] = useState<HoldRequest>()
  const send = useSend(returnItem, {
    invalidates: staleAfterAct,
    onSuccess: ({ loan, next }) => {
      setWaiting(next)
      const title = loan.title ?? loan.barcode
      toast(
        t(loan.isOverdue ? 'circulation.returnedLate' : 'circulation.returned', {
          title,
          at: moment(loan.dueAt),
        }),
      )
    },
  })
  return (
    <Panel title={t('circulation.return.title')}>
      <Stack gap="sm">
        <ScanForm
          label={t('circulation.return.label')}
          submit={t('circulation.return.go')}
          onScan={barcode => {
            setWaiting(undefined)
            send.mutate({ body: { barcode, desk } })
          }}
          isPending={send.isPending}
          isHeld={!isKnown}
          failure={send.error}
          hindrance={hindrance}
        />
        {waiting && <Waiting request={waiting} onDone={() => setWaiting(undefined)} />}
      </Stack>
    </Panel>
  )
}

function Waiting({ request, onDone }: { request: HoldRequest; onDone: () => void }) {
  const t = useText()
  const toast = useToast()
  const name = useUserName(request.userId)
  const shelve = useSend(shelveRequest, {
    invalidates: staleAfterAct,
    onSuccess: shelved => {
      onDone()
      toast(t('circulation.shelved', { until: shelved.shelfUntil ?? '' }))
    },
  })
  return (
    <Alert variant="outline" role="status" icon={<IconBookmark size={18} aria-hidden />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('circulation.waits', { title: request.title ?? '', name })}</Text>
        <FailureAlert error={shelve.error} />
        <Group gap="xs">
          <Button
            size="compact-sm"
            loading={shelve.isPending}
            onClick={() => shelve.mutate({ params: { requestId: request.requestId } })}
          >
            {t('circulation.shelve')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {t('circulation.notNow')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
