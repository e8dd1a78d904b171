import { Checkbox, Input, SimpleGrid } from '@mantine/core'
import {
  isForInstitution,
  type RoleParameter,
  type RoleParameterType,
  roleParameterTables,
  roleParameterTypes,
} from '../../../contract/roles.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useRoles } from '../../roles/use-roles.ts'
import { CodesSelect } from '../../ui/code-select.tsx'
import type { ValueInputProps } from './value-input.tsx'

/** What narrows a role down: an input for each parameter that the role has, with the desks of its library. */
export function ParametersField({ value, onChange, error, element = {} }: ValueInputProps) {
  const t = useText()
  const { rulesOf } = useRoles()
  const parameters = asParameters(value)
  const rules = rulesOf(String(element['role_type'] ?? '')).parameters
  const types = roleParameterTypes.filter(type => rules[type] !== undefined)
  const put = (type: RoleParameterType, values: readonly string[]) => {
    const others = parameters.filter(one => one.type !== type)
    const kept = (one: string) => parameters.find(before => before.type === type && before.value === one)
    onChange([...others, ...values.map(one => kept(one) ?? { type, value: one })])
  }
  if (types.length === 0) return null
  return (
    <Input.Wrapper error={error}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        {types.map(type => (
          <ParameterInput
            key={type}
            type={type}
            values={parameters.filter(one => one.type === type).map(one => one.value)}
            scope={element['scope']}
            description={rules[type] === 'required' ? t('roles.neededParameter') : undefined}
            onChange={values => put(type, values)}
          />
        ))}
      </SimpleGrid>
    </Input.Wrapper>
  )
}

type InputProps = {
  type: RoleParameterType
  values: string[]
  scope: unknown
  description: string | undefined
  onChange: (values: string[]) => void
}

function ParameterInput({ type, values, scope, description, onChange }: InputProps) {
  const t = useText()
  const { options, companions } = useCodes()
  const { institutionCode } = useRoles()
  const label = t(`roleParameter.${type}`)
  const table = roleParameterTables[type]
  if (table === undefined) {
    return (
      <Checkbox
        label={label}
        checked={values.includes('true')}
        onChange={event => onChange(event.currentTarget.checked ? ['true'] : [])}
      />
    )
  }
  const library = typeof scope === 'string' && !isForInstitution(scope, institutionCode) ? scope : undefined
  const isOffered = (code: string) => {
    const libraries = companions(table, code, 'library')
    return values.includes(code) || !library || !libraries || libraries.includes(library)
  }
  return (
    <CodesSelect
      label={label}
      description={description}
      searchable
      options={options(table).filter(one => isOffered(one.value))}
      value={values}
      onChange={onChange}
    />
  )
}

const asParameters = (value: unknown): RoleParameter[] =>
  Array.isArray(value) ? (value as RoleParameter[]) : []
