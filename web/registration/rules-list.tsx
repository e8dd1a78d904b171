import { Menu } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconListDetails } from '@tabler/icons-react'
import {
  type AssignmentRule,
  deleteRule,
  editRule,
  listRules,
  orderRules,
  type RuleKind,
} from '../../contract/assignment.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { DeleteChoice } from './delete-choice.tsx'
import { AddButton, ItemMenu } from './list-parts.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { ChosenWords, ConditionWords, noConditions } from './rule-words.tsx'
import { useList, useOpened } from './use-list.ts'

/** A rule with its place and its kind, as the table shows it. */
export type RuleRow = AssignmentRule & { kind: RuleKind; place: number }

const column = columnsOf<RuleRow>()

const columns = column.columns([
  column.display({
    id: 'place',
    cell: ({ row }) => row.original.place,
    meta: { label: 'rules.place', width: 4, align: 'end' },
  }),
  column.display({
    id: 'name',
    cell: ({ row }) => <bdi>{row.original.name}</bdi>,
    meta: { label: 'assignment.name', width: 11, isKept: true },
  }),
  column.display({
    id: 'conditions',
    cell: ({ row }) => <ConditionWords conditions={row.original.conditions} />,
    meta: { label: 'rules.conditions', width: 18, wraps: true },
  }),
  column.display({
    id: 'chosen',
    cell: ({ row }) => <ChosenWords kind={row.original.kind} chosen={row.original.chosen} />,
    meta: { label: 'rules.chosen', width: 13, wraps: true },
  }),
  column.display({
    id: 'enabled',
    cell: ({ row }) => <EnabledCell isEnabled={row.original.isEnabled} />,
    meta: { label: 'rules.enabled', width: 7 },
  }),
])

function EnabledCell({ isEnabled }: { isEnabled: boolean }) {
  const t = useText()
  return (
    <StatusBadge icon={isEnabled ? IconCircleCheck : IconCircleOff} tone={isEnabled ? 'good' : 'quiet'}>
      {t(isEnabled ? 'configuration.on' : 'configuration.off')}
    </StatusBadge>
  )
}

const noRule = { ruleId: 0, name: '', isEnabled: true, conditions: noConditions, chosen: [] }

/** Rules in their order: the first that matches a new user is the one that holds. */
export function RulesList({ kind }: { kind: RuleKind }) {
  const t = useText()
  const list = useList<typeof listRules, AssignmentRule>(listRules, { params: { kind } })
  const rows = list.rows.map((rule, index): RuleRow => ({ ...rule, kind, place: index + 1 }))
  const [opened, open] = useOpened<AssignmentRule>()
  const order = useSend(orderRules, { invalidates: [listRules] })
  const close = () => open(undefined)
  const move = (from: number, to: number) => {
    const ids = rows.map(rule => rule.ruleId)
    const [moved] = ids.splice(from, 1)
    order.mutate({ params: { kind }, body: { ruleIds: ids.toSpliced(to, 0, moved!) } })
  }
  return (
    <>
      <FailureAlert error={order.error} />
      <DataTable
        fills
        name={`rules-${kind}`}
        label={t(kind === 'roles' ? 'assignment.part.rules' : 'assignment.part.registration-rules')}
        columns={columns}
        source={{ ...list, rows }}
        rowId={rule => String(rule.ruleId)}
        rowLabel={rule => rule.name}
        toolbar={<AddButton label={t('rules.add')} onClick={() => open({ item: noRule, as: 'new' })} />}
        rowMenu={rule => (
          <ItemMenu
            onEdit={() => open({ item: rule, as: 'old' })}
            onDuplicate={() => open({ item: rule, as: 'new' })}
            onDelete={() => open({ item: rule, as: 'deleted' })}
          >
            <OrderItems rule={rule} count={rows.length} onMove={to => move(rule.place - 1, to)} />
          </ItemMenu>
        )}
        empty={<EmptyState icon={IconListDetails} title={t('rules.none')} text={t(`rules.none.${kind}`)} />}
      />
      {opened && opened.as !== 'deleted' && (
        <RuleDialog kind={kind} rule={opened.item} isNew={opened.as === 'new'} onClose={close} />
      )}
      {opened?.as === 'deleted' && (
        <DeleteChoice
          endpoint={deleteRule}
          request={{ params: { kind, ruleId: opened.item.ruleId } }}
          list={listRules}
          name={opened.item.name}
          onClose={close}
        />
      )}
    </>
  )
}

type OrderProps = { rule: RuleRow; count: number; onMove: (to: number) => void }

function OrderItems({ rule, count, onMove }: OrderProps) {
  const t = useText()
  const forbidden = useForbidden()('configuration.edit')
  const toggle = useSend(editRule, { invalidates: [listRules] })
  const { kind, ruleId, place, ...content } = rule
  const switched = { params: { kind, ruleId }, body: { ...content, isEnabled: !rule.isEnabled } }
  return (
    <>
      <ForbiddenAction reason={forbidden ?? (place === 1 ? t('rules.isFirst') : undefined)}>
        <Menu.Item onClick={() => onMove(place - 2)}>{t('rules.up')}</Menu.Item>
      </ForbiddenAction>
      <ForbiddenAction reason={forbidden ?? (place === count ? t('rules.isLast') : undefined)}>
        <Menu.Item onClick={() => onMove(place)}>{t('rules.down')}</Menu.Item>
      </ForbiddenAction>
      <ForbiddenAction reason={forbidden}>
        <Menu.Item onClick={() => toggle.mutate(switched)}>
          {t(rule.isEnabled ? 'rules.switchOff' : 'rules.switchOn')}
        </Menu.Item>
      </ForbiddenAction>
    </>
  )
}
