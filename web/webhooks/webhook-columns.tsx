import { Text } from '@mantine/core'
import type { Webhook } from '../../contract/webhooks.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { WebhookState } from './webhook-state.tsx'

const column = columnsOf<Webhook>()

export const webhookColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <Name {...row.original} />,
    meta: { label: 'webhooks.name', width: 10.5, isKept: true, wraps: true },
  }),
  column.display({
    id: 'state',
    cell: ({ row }) => <WebhookState webhook={row.original} />,
    meta: { label: 'webhooks.state', width: 13, wraps: true },
  }),
  column.display({
    id: 'address',
    cell: ({ row }) => <Address {...row.original} />,
    meta: { label: 'webhooks.address', width: 13 },
  }),
  column.display({
    id: 'actions',
    cell: ({ row }) => <Wants {...row.original} />,
    meta: { label: 'webhooks.actions', width: 11.5, wraps: true },
  }),
  column.display({
    id: 'lastDelivery',
    cell: ({ row }) => <LastDelivery {...row.original} />,
    meta: { label: 'webhooks.lastDelivery', width: 10, wraps: true },
  }),
  column.display({
    id: 'waiting',
    cell: ({ row }) => <Count value={row.original.waiting} />,
    meta: { label: 'webhooks.waiting', width: 6 },
  }),
  column.display({
    id: 'failed',
    cell: ({ row }) => <Count value={row.original.failed} />,
    meta: { label: 'webhooks.failed', width: 6.5 },
  }),
  column.display({
    id: 'format',
    cell: ({ row }) => <bdi>{row.original.format}</bdi>,
    meta: { label: 'webhooks.format', width: 6, isHiddenAtFirst: true },
  }),
  column.display({
    id: 'created',
    cell: ({ row }) => <Created {...row.original} />,
    meta: { label: 'webhooks.created', width: 13, isHiddenAtFirst: true, wraps: true },
  }),
])

function Name({ webhookId, name }: Webhook) {
  return (
    <TextLink size="sm" to="/configuration/webhooks/$webhookId" params={{ webhookId: String(webhookId) }}>
      <bdi>{name}</bdi>
    </TextLink>
  )
}

function Address({ address }: Webhook) {
  return (
    <bdi className="carrel-code" title={address}>
      {address}
    </bdi>
  )
}

function Wants({ actions, userGroups }: Webhook) {
  const t = useText()
  const { label } = useCodes()
  const groups = userGroups.map(group => label('UserGroups', group)).join(', ')
  const parts = actions.map(action =>
    action === 'USER' && groups ? t('webhooks.action.USER.of', { groups }) : t(`webhooks.action.${action}`),
  )
  return <Text size="sm">{parts.join(' · ')}</Text>
}

function LastDelivery({ lastDeliveryAt }: Webhook) {
  const t = useText()
  const { moment } = useFormats()
  return <Text size="sm">{lastDeliveryAt ? moment(lastDeliveryAt) : t('webhooks.never')}</Text>
}

function Count({ value }: { value: number }) {
  const { number } = useFormats()
  return <Text size="sm">{number(value)}</Text>
}

function Created({ createdBy, createdAt }: Webhook) {
  const t = useText()
  const { moment } = useFormats()
  return <Text size="sm">{t('webhooks.createdBy', { at: moment(createdAt), by: createdBy })}</Text>
}
