import { Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { readLetterOptions, type StaffLetterCode } from '../../contract/letters.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { LetterForm } from './letter-form.tsx'

type Props = {
  user: { userId: number; name: string }
  /** The letter that is chosen at first. */
  letter?: StaffLetterCode
  /** Why nothing may be written into the record now. */
  unsaved?: string | undefined
  onClose: () => void
}

/** Sends a letter to one user (features S1, L3): who will get it, which letter, and what staff write themselves. */
export function SendLetterDialog({ user, letter = 'general_mail', unsaved, onClose }: Props) {
  const t = useText()
  useFocusBack(true)
  const options = q(readLetterOptions, { params: { userId: user.userId } })
  // What is owed, and how letters may be sent, may have changed since somebody last looked.
  const { data, error, refetch } = useQuery({ ...options, staleTime: 0 })
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('sendLetter.title', { name: user.name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {data && (
        <LetterForm userId={user.userId} options={data} first={letter} unsaved={unsaved} onClose={onClose} />
      )}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
    </Modal>
  )
}
