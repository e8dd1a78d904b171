import { Button, Menu, Text } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, useState } from 'react'
import { listWebhooks, type NewWebhook, type Webhook } from '../../contract/webhooks.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { PageLoading } from '../shell/dead-ends.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { fixedRows } from '../ui/table/row-source.ts'
import { CheckDialog } from './check-dialog.tsx'
import { DeleteWebhookDialog, ReplaceSecretDialog } from './end-webhook-dialogs.tsx'
import { NewSecretDialog } from './new-secret-dialog.tsx'
import { webhookColumns } from './webhook-columns.tsx'
import { AddWebhookDialog, EditWebhookDialog } from './webhook-dialogs.tsx'

type Act = 'edit' | 'check' | 'replace' | 'delete'
type Open = { does: 'add' } | { does: Act; webhook: Webhook } | { does: 'tell'; made: NewWebhook }

/** Deliveries happen while somebody looks. */
const pollMilliseconds = 5000

/** What other programs are told of: webhooks, and how they are. */
export function WebhooksPage() {
  const t = useText()
  const { data, error, refetch } = useQuery({ ...q(listWebhooks, {}), refetchInterval: pollMilliseconds })
  const [open, setOpen] = useState<Open>()
  return (
    <Page fills>
      <PageHeader
        title={t('webhooks.title')}
        subtitle={
          <>
            <Text size="sm">{t('webhooks.subtitle')}</Text>
            <TextLink to="/configuration/users">{t('webhooks.back')}</TextLink>
          </>
        }
        actions={
          <Allowed>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ does: 'add' })}>
              {t('webhooks.add')}
            </Button>
          </Allowed>
        }
      />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          fills
          name="webhooks"
          label={t('webhooks.title')}
          columns={webhookColumns}
          source={fixedRows(data.items)}
          rowId={webhook => String(webhook.webhookId)}
          rowLabel={webhook => webhook.name}
          rowMenu={webhook => <WebhookMenu onOpen={does => setOpen({ does, webhook })} />}
          empty={
            <EmptyState
              icon={IconWebhook}
              title={t('webhooks.empty.title')}
              text={t('webhooks.empty.text')}
            />
          }
        />
      )}
      <Dialogs open={open} onOpen={setOpen} />
    </Page>
  )
}

function Dialogs({ open, onOpen }: { open: Open | undefined; onOpen: (open?: Open) => void }) {
  const close = () => onOpen()
  const tell = (made: NewWebhook) => onOpen({ does: 'tell', made })
  switch (open?.does) {
    case 'add':
      return <AddWebhookDialog onClose={close} onMade={tell} />
    case 'edit':
      return <EditWebhookDialog webhook={open.webhook} onClose={close} />
    case 'check':
      return <CheckDialog webhook={open.webhook} onClose={close} />
    case 'replace':
      return <ReplaceSecretDialog webhook={open.webhook} onClose={close} onMade={tell} />
    case 'delete':
      return <DeleteWebhookDialog webhook={open.webhook} onClose={close} />
    case 'tell':
      return <NewSecretDialog made={open.made} onClose={close} />
    default:
      return null
  }
}

function WebhookMenu({ onOpen }: { onOpen: (does: Act) => void }) {
  const t = useText()
  return (
    <>
      <Allowed>
        <Menu.Item onClick={() => onOpen('check')}>{t('webhooks.checkAction')}</Menu.Item>
      </Allowed>
      <Allowed>
        <Menu.Item onClick={() => onOpen('edit')}>{t('webhooks.editAction')}</Menu.Item>
      </Allowed>
      <Allowed>
        <Menu.Item onClick={() => onOpen('replace')}>{t('webhooks.replaceAction')}</Menu.Item>
      </Allowed>
      <Menu.Divider />
      <Allowed>
        <Menu.Item onClick={() => onOpen('delete')}>{t('webhooks.deleteAction')}</Menu.Item>
      </Allowed>
    </>
  )
}

function Allowed({ children }: Pick<ComponentProps<typeof ForbiddenAction>, 'children'>) {
  return <ForbiddenAction reason={useForbidden()('configuration.edit')}>{children}</ForbiddenAction>
}
