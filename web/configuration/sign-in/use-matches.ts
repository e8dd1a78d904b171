import { useQuery } from '@tanstack/react-query'
import type { ProfileKind } from '../../../contract/sso.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Option } from '../../ui/code-select.tsx'
import { configurationQuery, useCodes } from '../configuration.ts'

const table = 'UserIdentifierTypes'

/** Identifiers with which a provider's answer can be compared: social logins have types of their own. */
export function useMatches() {
  const t = useText()
  const { label } = useCodes()
  const { data } = useQuery(configurationQuery)
  const primary: Option = { value: 'PRIMARY', label: t('ssoProfiles.matchBy.PRIMARY') }
  const types = data?.codeTables[table] ?? []
  return {
    wordsOf: (matchBy: string) => (matchBy === primary.value ? primary.label : label(table, matchBy)),
    optionsFor: (kind: ProfileKind): Option[] => {
      const isSocial = kind === 'SOCIAL'
      const own = types.filter(one => one.isEnabled && (one.details?.['social'] === true) === isSocial)
      const options = own.map(({ code }) => ({ value: code, label: label(table, code) }))
      return isSocial ? options : [primary, ...options]
    },
  }
}
