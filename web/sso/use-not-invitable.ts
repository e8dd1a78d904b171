import { useQuery } from '@tanstack/react-query'
import { listSignInProviders } from '../../contract/sso.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'

/** Why nobody of a record type can be invited to social login; undefined when they can. */
export function useNotInvitable(recordType: unknown): string | undefined {
  const t = useText()
  const { data } = useQuery(q(listSignInProviders, {}))
  if (recordType === 'CONTACT') return t('sso.invite.contact')
  return data?.items.some(one => one.kind === 'SOCIAL') ? undefined : t('sso.invite.noProfile')
}
