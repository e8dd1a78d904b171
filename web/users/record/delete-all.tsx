import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useText } from '../../i18n/use-text.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'

type Props = { reason: string | undefined; onDelete: () => void }

/** Takes all elements of a kind away; like every edit they are gone when the record is saved (seed 002, courses). */
export function DeleteAll({ reason, onDelete }: Props) {
  const t = useText()
  return (
    <ForbiddenAction reason={reason}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={onDelete}
      >
        {t('elements.deleteAll')}
      </Button>
    </ForbiddenAction>
  )
}
