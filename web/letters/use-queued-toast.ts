import type { QueuedLetter } from '../../contract/letters.ts'
import { useText } from '../i18n/use-text.ts'
import { useToast } from '../ui/use-toast.ts'

/** Says where a letter goes, and if it will not leave as things stand. */
export function useQueuedToast(): (queued: QueuedLetter) => void {
  const t = useText()
  const toast = useToast()
  return ({ recipient, willBeSent }) =>
    toast(t(willBeSent ? 'letters.done' : 'letters.doneWaiting', { recipient }))
}
