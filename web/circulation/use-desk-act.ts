import { listLoans, listRequests } from '../../contract/circulation.ts'
import { readUser } from '../../contract/users.ts'
import { useText } from '../i18n/use-text.ts'
import { useCurrentDesk } from '../session/current-desk.tsx'
import { useForbidden } from '../session/session.ts'

/** What every act at the desk makes stale. */
export const staleAfterAct = [listLoans, listRequests, readUser] as const

/** Why nobody can work here now: no right, only looking, or no desk was chosen. */
export function useDeskHindrance(isViewOnly = false): string | undefined {
  const t = useText()
  const forbidden = useForbidden()
  const { desk, isKnown } = useCurrentDesk()
  if (isViewOnly) return t('circulation.viewOnly')
  const isChosen = desk !== undefined || !isKnown
  return forbidden('circulation.work') ?? (isChosen ? undefined : t('circulation.chooseDesk'))
}
