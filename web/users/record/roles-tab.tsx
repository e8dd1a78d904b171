import { Button } from '@mantine/core'
import { IconArrowsDiff, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import type { RoleValues } from '../../../contract/roles.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { CompareRoles } from '../../roles/compare-roles.tsx'
import { RemoveRoles } from '../../roles/remove-roles.tsx'
import { RoleStates } from '../../roles/role-mark.tsx'
import { roleStates } from '../../roles/role-state.ts'
import { useRoles } from '../../roles/use-roles.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { useUntouchable } from './editability.ts'
import type { ElementRules } from './element-fields.tsx'
import { newPath } from './elements.ts'
import { SegmentTable } from './segments-tab.tsx'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: RecordForm }

/** The roles of a user (features M1): as every kind of element, and several at once removed, compared or copied. */
export function RolesTab(props: Props) {
  const { segments } = useCatalogue()
  const segment = segments.find(one => one.kind === 'role')
  return segment ? <Roles segment={segment} {...props} /> : null
}

function Roles({ segment, record, form }: Props & { segment: SegmentDescription }) {
  const t = useText()
  const roles = useRoles()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [dialog, setDialog] = useState<'remove' | 'compare'>()
  const reason = useUntouchable()(record) ?? roles.forbidden
  const rows = rolesIn(form.values)
  const selected = rows.filter(row => chosen.includes(row.path))
  const close = () => setDialog(undefined)
  return (
    <RoleStates value={roleStates(rows, roles)}>
      <SegmentTable
        segment={segment}
        record={record}
        form={form}
        rules={useRoleRules()}
        hindranceOf={row => roles.hindranceOf(row.values as RoleValues)}
        selected={selected.map(row => row.path)}
        onSelect={setChosen}
        tools={
          <>
            <ForbiddenAction
              reason={reason ?? (selected.length === 0 ? t('roles.nothingSelected') : undefined)}
            >
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => setDialog('remove')}
              >
                {t('roles.removeSelected')}
              </Button>
            </ForbiddenAction>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowsDiff size={15} aria-hidden />}
              onClick={() => setDialog('compare')}
            >
              {t('roles.compare')}
            </Button>
          </>
        }
      />
      {dialog === 'remove' && (
        <RemoveRoles
          roles={selected}
          onRemove={paths => {
            for (const path of paths) form.set(path, null)
            setChosen([])
          }}
          onClose={close}
        />
      )}
      {dialog === 'compare' && (
        <CompareRoles
          name={record.name}
          own={rows}
          whyNotCopy={reason}
          onCopy={list => {
            for (const values of list) form.set(newPath('role'), values)
          }}
          onClose={close}
        />
      )}
    </RoleStates>
  )
}

const rolesIn = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values)
    .filter(([path, value]) => path.startsWith('role/') && value !== null && value !== undefined)
    .map(([path, value]) => ({ path, values: value as RoleValues }))

/** What may be chosen in the dialog of a role: what one may give, where the role can be, and its own parameters. */
function useRoleRules(): ElementRules {
  const t = useText()
  const { isGiven, scopesOf, rulesOf, institutionCode } = useRoles()
  const typeOf = (values: Readonly<Record<string, unknown>>) => String(values['role_type'] ?? '')
  return {
    amongOf: (field, values) => (field === 'scope' && typeOf(values) ? scopesOf(typeOf(values)) : undefined),
    disabledIn: (field, code) => (field === 'role_type' && !isGiven(code) ? t('roles.notYours') : undefined),
    adjusted: (field, values) => {
      if (field === 'scope')
        return {
          ...values,
          parameters: onlyOf(values['parameters'], ['CantEditRestrictedUsers', 'MetadataType']),
        }
      if (field !== 'role_type') return values
      const scopes = scopesOf(typeOf(values))
      const isFixed = scopes.length === 1 || scopes[0] === institutionCode
      const fresh = isFixed ? scopes[0] : undefined
      const scope = scopes.includes(String(values['scope'])) ? values['scope'] : fresh
      const allowed = Object.keys(rulesOf(typeOf(values)).parameters)
      return { ...values, scope, parameters: onlyOf(values['parameters'], allowed) }
    },
  }
}

/** Desks and service units belong to a library: they go when another one is chosen. */
function onlyOf(parameters: unknown, types: readonly string[]): unknown[] {
  return (Array.isArray(parameters) ? parameters : []).filter(one => types.includes(one.type))
}
