import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Conditions, listRoleProfiles, listTerms, type RuleKind } from '../../contract/assignment.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import type { Option } from '../ui/code-select.tsx'

/** What rules look at, with the code tables of it. */
export const conditionTables = {
  recordTypes: 'AddNewUserOptions',
  userGroups: 'UserGroups',
  jobCategories: 'JobTitles',
  accountTypes: 'UserUserType',
} as const satisfies Record<keyof Conditions, string>

export const conditionNames = Object.keys(conditionTables) as (keyof Conditions)[]

export const noConditions: Conditions = {
  recordTypes: [],
  userGroups: [],
  jobCategories: [],
  accountTypes: [],
}

/** For whom a rule holds, in words. */
export function ConditionWords({ conditions }: { conditions: Conditions }) {
  const t = useText()
  const { label } = useCodes()
  const words = conditionNames
    .filter(name => conditions[name].length > 0)
    .map(name => {
      const codes = conditions[name].map(code => label(conditionTables[name], code)).join(', ')
      return t('rules.condition', { name: t(`rules.${name}`), codes })
    })
  if (words.length > 0) return words.join('; ')
  return (
    <Text span size="sm" c="dimmed">
      {t('rules.everybody')}
    </Text>
  )
}

/** What rules of a kind choose among: role profiles or terms of use. */
export function useChoices(kind: RuleKind): Option[] {
  const isRoles = kind === 'roles'
  const profiles = useQuery({ ...q(listRoleProfiles, {}), enabled: isRoles })
  const terms = useQuery({ ...q(listTerms, {}), enabled: !isRoles })
  const { data } = isRoles ? profiles : terms
  return (data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))
}

/** What a rule chooses, by its name. */
export function ChosenWords({ kind, chosen }: { kind: RuleKind; chosen: readonly string[] }) {
  const choices = useChoices(kind)
  return chosen.map(code => choices.find(one => one.value === code)?.label ?? code).join(', ')
}
