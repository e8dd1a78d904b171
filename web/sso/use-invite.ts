import { inviteToSocialLogin } from '../../contract/sso.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useQueuedToast } from '../letters/use-queued-toast.ts'
import { useToast } from '../ui/use-toast.ts'

/** Invites somebody beside something else, and says what became of it. */
export function useInvite(): (userId: number) => void {
  const t = useText()
  const tell = useQueuedToast()
  const toast = useToast()
  const { mutate } = useSend(inviteToSocialLogin, { onSuccess: tell })
  return userId =>
    mutate({ params: { userId } }, { onError: () => toast(t('sso.invite.failed'), { stays: true }) })
}
