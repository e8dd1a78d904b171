import { Alert, Button, Stack } from '@mantine/core'
import { IconCheck, IconMail, IconMailOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type MailStatus, type MailTest, readMailStatus, sendTestMail } from '../../contract/mail.ts'
import { q, useSend } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Panel } from '../ui/panel.tsx'
import { Setting, SettingsList } from '../ui/settings-list.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'

/** Whether letters leave, and a message to oneself to find out (features S2). */
export function MailPanel() {
  const t = useText()
  const forbidden = useForbidden()('configuration.edit')
  const { data } = useQuery(q(readMailStatus, {}))
  const [told, setTold] = useState<MailTest>()
  const test = useSend(sendTestMail, { invalidates: [readMailStatus], onSuccess: setTold })
  return (
    <Panel
      title={t('mail.title')}
      aside={
        <ForbiddenAction reason={forbidden}>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconMail size={15} aria-hidden />}
            loading={test.isPending}
            onClick={() => test.mutate({})}
          >
            {t('mail.test')}
          </Button>
        </ForbiddenAction>
      }
    >
      <Stack gap="sm">
        <Status status={data} />
        <div role="status">{told && <Outcome told={told} />}</div>
        <FailureAlert error={test.error} />
      </Stack>
    </Panel>
  )
}

function Status({ status }: { status: MailStatus | undefined }) {
  const t = useText()
  const { number, moment } = useFormats()
  const none = t('none')
  return (
    <SettingsList>
      <Setting name={t('mail.server')}>
        {status && status.server === undefined ? (
          <StatusBadge icon={IconMailOff} tone="bad">
            {t('mail.noServer')}
          </StatusBadge>
        ) : (
          <bdi className="carrel-code">{status?.server ?? none}</bdi>
        )}
      </Setting>
      <Setting name={t('mail.sender')}>
        <bdi>{status?.sender ?? none}</bdi>
      </Setting>
      <Setting name={t('mail.waiting')}>{status ? number(status.waiting) : none}</Setting>
      <Setting name={t('mail.failed')}>{status ? number(status.failed) : none}</Setting>
      <Setting name={t('mail.lastSent')}>{status?.lastSentAt ? moment(status.lastSentAt) : none}</Setting>
    </SettingsList>
  )
}

/** What became of the message, and what to do about it. */
function Outcome({ told }: { told: MailTest }) {
  const t = useText()
  const { recipient = '', result, hindrance, error } = told
  if (result === 'sent')
    return (
      <Alert color="green" variant="light" icon={<IconCheck size={18} aria-hidden />}>
        {t('mail.result.sent', { recipient })}
      </Alert>
    )
  const reason = hindrance ? t(`mail.hindrance.${hindrance}`) : t('mail.result.failed', { recipient, error })
  return (
    <Alert color="red" variant="light" icon={<IconMailOff size={18} aria-hidden />}>
      {reason}
    </Alert>
  )
}
