import type { TablerIcon } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'
import type { MessageKey } from '../messages/en.ts'

type Props = { icon: TablerIcon; label: MessageKey; isBad?: boolean }

/** A mark in a column whose header says what it means; the words are there for ears and as a tooltip. */
export function Mark({ icon: Icon, label, isBad = false }: Props) {
  const text = useText()(label)
  return (
    <span role="img" aria-label={text} title={text}>
      <Icon
        size={17}
        stroke={1.8}
        aria-hidden
        style={{ verticalAlign: 'middle' }}
        color={isBad ? 'var(--mantine-color-error)' : 'var(--mantine-color-dimmed)'}
      />
    </span>
  )
}
