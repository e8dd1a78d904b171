import { Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { countUsers, editUser, facetUsers, listUsers, readUser, type UserRow } from '../../contract/users.ts'
import { call } from '../api/client.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Toggle } from '../ui/toggle.tsx'
import { useToast } from '../ui/use-toast.ts'

/** Opens the question whether a user shall be (de)activated; the page provides it for rows and menus. */
export const AskActive = createContext<(user: UserRow) => void>(() => {})

export const isActive = (user: UserRow) => user.status === 'ACTIVE'

/** The toggle in the list; it asks before it does anything (features A6). */
export function ActiveToggle({ user }: { user: UserRow }) {
  const t = useText()
  const forbidden = useForbidden()
  const ask = useContext(AskActive)
  return (
    <ForbiddenAction reason={forbidden('users.deactivate')}>
      <Toggle
        isOn={isActive(user)}
        label={t('toggle.label', { name: user.name })}
        onClick={() => ask(user)}
      />
    </ForbiddenAction>
  )
}

/** Asks, changes the status, and says so. */
export function ActiveDialog({ user, onClose }: { user: UserRow | undefined; onClose: () => void }) {
  const t = useText()
  const change = useSetActive(onClose)
  if (!user) return null
  const verb = isActive(user) ? 'deactivate' : 'activate'
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t(`toggle.${verb}.title`, { name: user.name })}
      confirmLabel={t(`toggle.${verb}.confirm`)}
      onConfirm={() => change.mutate(user)}
      isSending={change.isPending}
      error={change.error}
    >
      <Text size="sm">{t(`toggle.${verb}.text`)}</Text>
    </ConfirmDialog>
  )
}

function useSetActive(onDone: () => void) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (user: UserRow) => {
      const params = { userId: user.userId }
      const status = isActive(user) ? 'INACTIVE' : 'ACTIVE'
      // A row has no revision; the person decides on the status alone, so the current one will do.
      const { revision } = await call(readUser, { params })
      await call(editUser, { params, body: { revision, values: { status } } })
      return status
    },
    onSuccess: async (status, user) => {
      onDone()
      toast(t(`toggle.done.${status}`, { name: user.name }))
      await invalidate(client, [listUsers, countUsers, facetUsers, readUser])
    },
  })
}
