import { ActionIcon, Button, Checkbox, Group, Popover, Stack } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text.ts'
import type { ColumnMeta } from './columns.ts'
import { moved, type RememberedColumns } from './remembered-columns.ts'

type Props = {
  columns: readonly (ColumnMeta & { id: string })[]
  remembered: RememberedColumns
  /** Only the sign, for tables of a few rows. */
  isSmall: boolean
}

/** Which columns are shown, and in which order. */
export function ColumnChooser({ columns, remembered, isSmall }: Props) {
  const t = useText()
  const { order, hidden, store, forget } = remembered
  const byId = new Map(columns.map(column => [column.id, column]))
  const toggle = (id: string) =>
    store({ order, hidden: hidden.includes(id) ? hidden.filter(one => one !== id) : [...hidden, id] })

  return (
    <Popover position="bottom-end" trapFocus withArrow shadow="md">
      <Popover.Target>
        {isSmall ? (
          <ActionIcon variant="subtle" color="gray" aria-label={t('table.columns')}>
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <Button variant="default" size="compact-sm" leftSection={<IconColumns3 size={16} aria-hidden />}>
            {t('table.columns')}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns.title')}>
        <Stack gap={4} miw={240}>
          {order.map((id, index) => {
            const column = byId.get(id)
            if (!column) return null
            return (
              <Choice
                key={id}
                label={t(column.label)}
                isShown={!hidden.includes(id)}
                isKept={column.isKept === true}
                place={{ index, last: order.length - 1 }}
                onToggle={() => toggle(id)}
                onMove={by => store({ order: moved(order, id, by), hidden })}
              />
            )
          })}
          <Button variant="subtle" size="compact-sm" mt={4} onClick={forget}>
            {t('table.columns.reset')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

type ChoiceProps = {
  label: string
  isShown: boolean
  isKept: boolean
  place: { index: number; last: number }
  onToggle: () => void
  onMove: (by: -1 | 1) => void
}

function Choice({ label, isShown, isKept, place, onToggle, onMove }: ChoiceProps) {
  const t = useText()
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Checkbox size="sm" label={label} checked={isShown} disabled={isKept} onChange={onToggle} />
      <Group gap={2} wrap="nowrap">
        <Mover
          label={t('table.columns.up', { column: label })}
          isOff={place.index === 0}
          onMove={() => onMove(-1)}
        >
          <IconChevronUp size={16} aria-hidden />
        </Mover>
        <Mover
          label={t('table.columns.down', { column: label })}
          isOff={place.index === place.last}
          onMove={() => onMove(1)}
        >
          <IconChevronDown size={16} aria-hidden />
        </Mover>
      </Group>
    </Group>
  )
}

type MoverProps = { label: string; isOff: boolean; onMove: () => void; children: ReactNode }

function Mover({ label, isOff, onMove, children }: MoverProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      aria-disabled={isOff}
      data-disabled={isOff || undefined}
      onClick={onMove}
    >
      {children}
    </ActionIcon>
  )
}
