import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'

/** The button above a list. */
export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  const reason = useForbidden()('configuration.edit')
  return (
    <ForbiddenAction reason={reason}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
        {label}
      </Button>
    </ForbiddenAction>
  )
}

type Props = {
  onEdit: () => void
  onDuplicate: () => void
  onDelete: () => void
  /** What else can be done, between editing and deleting. */
  children?: ReactElement | false
}

/** What can be done with an item of a list. */
export function ItemMenu({ onEdit, onDuplicate, onDelete, children }: Props) {
  const t = useText()
  const reason = useForbidden()('configuration.edit')
  const item = (label: string, onClick: () => void) => (
    <ForbiddenAction reason={reason}>
      <Menu.Item onClick={onClick}>{label}</Menu.Item>
    </ForbiddenAction>
  )
  return (
    <>
      {item(t('elements.edit'), onEdit)}
      {item(t('elements.duplicate'), onDuplicate)}
      {children}
      <Menu.Divider />
      {item(t('elements.delete'), onDelete)}
    </>
  )
}
