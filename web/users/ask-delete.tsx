import { createContext, lazy, type ReactNode, Suspense, useState } from 'react'
import type { UserRow } from '../../contract/users.ts'

const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog.tsx')).DeleteDialog }))

/** Opens the question whether a user shall be deleted. */
export const AskDelete = createContext<(user: UserRow) => void>(() => {})

type Props = { children: ReactNode; onDeleted: (user: UserRow) => void }

/** Around a list whose menus offer to delete. */
export function DeletionHere({ children, onDeleted }: Props) {
  const [asked, setAsked] = useState<UserRow>()
  return (
    <AskDelete value={setAsked}>
      {children}
      {asked && (
        <Suspense>
          <DeleteDialog user={asked} onClose={() => setAsked(undefined)} onDeleted={() => onDeleted(asked)} />
        </Suspense>
      )}
    </AskDelete>
  )
}
