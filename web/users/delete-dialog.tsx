import { Loader, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { checkDeletion } from '../../contract/deletion.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { ConfirmDeletion } from './confirm-deletion.tsx'
import { KeptUser } from './kept-user.tsx'

export type Deletable = { userId: number; name: string; recordType: string }

type Props = {
  user: Deletable
  onClose: () => void
  /** Where the page goes on without the user. */
  onDeleted?: () => void
}

/** Asks before one user is deleted, or says what keeps the person and what can be done about it (features L3). */
export function DeleteDialog({ user, onClose, onDeleted }: Props) {
  const t = useText()
  useFocusBack(true)
  const request = q(checkDeletion, { params: { userId: user.userId } })
  // What was true a moment ago may not be: the answer is neither taken from the cache nor left there.
  const { data: check, ...query } = useQuery({ ...request, staleTime: 0, gcTime: 0 })
  const [isWaiving, setWaiving] = useState(false)
  const isKept = check !== undefined && check.reasons.length > 0 && !isWaiving
  const title = isWaiving ? 'deletion.waiveTitle' : isKept ? 'deletion.keptTitle' : 'deletion.title'
  const askAgain = () => {
    setWaiving(false)
    void query.refetch()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(title, { name: user.name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {query.isPending && <Loader size="sm" role="status" aria-label={t('deletion.loading')} />}
      <FailureAlert error={query.error} />
      {check && isKept && (
        <KeptUser user={user} check={check} onClose={onClose} onWaive={() => setWaiving(true)} />
      )}
      {check && !isKept && (
        <ConfirmDeletion
          key={String(isWaiving)}
          user={user}
          restoreDays={check.restoreDays}
          waived={isWaiving ? check.balance : undefined}
          onClose={onClose}
          onDeleted={onDeleted}
          onRefused={askAgain}
        />
      )}
    </Modal>
  )
}
