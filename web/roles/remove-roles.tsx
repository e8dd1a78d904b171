import { Checkbox, List, Text } from '@mantine/core'
import { useState } from 'react'
import type { RoleValues } from '../../contract/roles.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useRoleWords } from './use-role-words.ts'
import { useRoles } from './use-roles.ts'

type Role = { path: string; values: RoleValues }
type Props = { roles: readonly Role[]; onRemove: (paths: string[]) => void; onClose: () => void }

/** Patron: who loses all staff roles is mostly still a reader (seed 000). */
const patron = '200'

/** Asks before several roles go; the Patron role stays unless somebody says otherwise. */
export function RemoveRoles({ roles, onRemove, onClose }: Props) {
  const t = useText()
  const words = useRoleWords()
  const { hindranceOf } = useRoles()
  const [keepsPatron, setKeepsPatron] = useState(true)
  const hasPatron = roles.some(role => role.values.role_type === patron)
  const stays = (role: Role) => keepsPatron && role.values.role_type === patron
  const own = roles.filter(role => hindranceOf(role.values) === undefined)
  const going = own.filter(role => !stays(role))
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('roles.removeTitle')}
      confirmLabel={t('roles.removeConfirm', { count: going.length })}
      canConfirm={going.length > 0}
      onConfirm={() => {
        onRemove(going.map(role => role.path))
        onClose()
      }}
      onClose={onClose}
    >
      <Text size="sm">{t('roles.removeText')}</Text>
      <List size="sm">
        {going.map(role => (
          <List.Item key={role.path}>{words(role.values)}</List.Item>
        ))}
      </List>
      {own.length < roles.length && (
        <Text size="sm">{t('roles.notRemoved', { count: roles.length - own.length })}</Text>
      )}
      {hasPatron && (
        <Checkbox
          label={t('roles.keepPatron')}
          checked={keepsPatron}
          onChange={event => setKeepsPatron(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  )
}
