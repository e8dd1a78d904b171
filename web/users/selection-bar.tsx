import { Button, Group, Text } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'

type Props = { count: number; onClear: () => void; onSave: () => void }

/** What can be done with the selected rows. */
export function SelectionBar({ count, onClear, onSave }: Props) {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <Group gap="xs">
      <Text size="sm" fw={600} role="status">
        {t('table.selected', { count })}
      </Text>
      <ForbiddenAction reason={forbidden('sets.manage')}>
        <Button variant="light" size="compact-sm" onClick={onSave}>
          {t('saveSet.action')}
        </Button>
      </ForbiddenAction>
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        {t('table.clearSelection')}
      </Button>
    </Group>
  )
}
