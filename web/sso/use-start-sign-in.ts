import { startSignIn } from '../../contract/sso.ts'
import { useSend } from '../api/query.ts'

/** Begins to sign in through a provider: the browser leaves for the provider's page. */
export function useStartSignIn() {
  return useSend(startSignIn, { onSuccess: ({ address }) => window.location.assign(address) })
}
