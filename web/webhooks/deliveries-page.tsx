import { Button, Menu } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import {
  type Delivery,
  deliveryStatuses,
  listDeliveries,
  listWebhooks,
  sendDeliveryAgain,
  sendFailedAgain,
  type Webhook,
} from '../../contract/webhooks.ts'
import { q, useSend } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { oneOf } from '../search-params.ts'
import { useForbidden } from '../session/session.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { useToast } from '../ui/use-toast.ts'
import { deliveryColumns } from './delivery-columns.tsx'
import { WebhookState } from './webhook-state.tsx'

const route = getRouteApi('/shell/configuration/webhooks/$webhookId')
const invalidates = [listDeliveries, listWebhooks]
const isMoving = ({ status }: Delivery) => status === 'WAITING'

/** What one webhook was told and is to be told, newest first. */
export function DeliveriesPage() {
  const t = useText()
  const toast = useToast()
  const webhookId = Number(route.useParams().webhookId)
  const { status } = route.useSearch()
  const { data } = useQuery(q(listWebhooks, {}))
  const webhook = data?.items.find(one => one.webhookId === webhookId)
  const query = status === undefined ? {} : { status }
  const source = useRows(listDeliveries, { params: { webhookId }, query }, isMoving)
  const again = useSend(sendDeliveryAgain, {
    invalidates,
    onSuccess: () => toast(t('webhooks.again.queued')),
  })
  const whyNot = useWhyNot(webhook)
  return (
    <Page fills>
      <PageHeader
        title={webhook?.name ?? t('webhooks.deliveries')}
        subtitle={
          <>
            {webhook && <WebhookState webhook={webhook} />}
            <TextLink to="/configuration/webhooks">{t('webhooks.backToList')}</TextLink>
          </>
        }
        actions={<FailedAgain webhook={webhook} whyNot={whyNot} />}
      />
      <FailureAlert error={again.error} />
      <DataTable
        fills
        name="webhook-deliveries"
        label={t('webhooks.deliveries')}
        columns={deliveryColumns}
        source={source}
        rowId={one => String(one.deliveryId)}
        rowLabel={one => `${one.event} ${one.userId ?? one.taskId}`}
        toolbar={<StatusFilter status={status} />}
        rowMenu={({ deliveryId }) => (
          <ForbiddenAction reason={whyNot}>
            <Menu.Item onClick={() => again.mutate({ params: { webhookId, deliveryId } })}>
              {t('webhooks.again')}
            </Menu.Item>
          </ForbiddenAction>
        )}
        empty={
          <EmptyState
            icon={IconSend}
            title={t('webhooks.noDeliveries.title')}
            text={t('webhooks.noDeliveries.text')}
          />
        }
      />
    </Page>
  )
}

/** What is off sends nothing. */
function useWhyNot(webhook: Webhook | undefined): string | undefined {
  const t = useText()
  const forbidden = useForbidden()('configuration.edit')
  return forbidden ?? (webhook?.isActive === false ? t('webhooks.again.off') : undefined)
}

function StatusFilter({ status }: { status: Delivery['status'] | undefined }) {
  const t = useText()
  const navigate = useNavigate()
  const { webhookId } = route.useParams()
  return (
    <CodeSelect
      aria-label={t('webhooks.status')}
      maw="14rem"
      placeholder={t('webhooks.delivery.all')}
      options={deliveryStatuses.map(value => ({ value, label: t(`webhooks.delivery.${value}`) }))}
      value={status}
      onChange={value =>
        void navigate({
          to: '/configuration/webhooks/$webhookId',
          params: { webhookId },
          search: { status: oneOf(deliveryStatuses, value) },
        })
      }
    />
  )
}

function FailedAgain({ webhook, whyNot }: { webhook: Webhook | undefined; whyNot: string | undefined }) {
  const t = useText()
  const toast = useToast()
  const send = useSend(sendFailedAgain, {
    invalidates,
    onSuccess: ({ count }) => toast(t('webhooks.again.count', { count })),
  })
  if (!webhook || webhook.failed === 0) return null
  return (
    <ForbiddenAction reason={whyNot}>
      <Button
        variant="default"
        loading={send.isPending}
        onClick={() => send.mutate({ params: { webhookId: webhook.webhookId } })}
      >
        {t('webhooks.again.all', { count: webhook.failed })}
      </Button>
    </ForbiddenAction>
  )
}
