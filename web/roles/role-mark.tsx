import { Text } from '@mantine/core'
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconClockX,
  IconCopyOff,
} from '@tabler/icons-react'
import { createContext, useContext } from 'react'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import classes from './role-mark.module.css'
import type { RoleState } from './role-state.ts'
import { useRoles } from './use-roles.ts'

/** How the roles of the record on the screen stand, by path. */
export const RoleStates = createContext<ReadonlyMap<string, RoleState>>(new Map())

const faces = {
  active: { icon: IconCircleCheck, tone: 'good' },
  inactive: { icon: IconCircleOff, tone: 'quiet' },
  expired: { icon: IconClockX, tone: 'warning' },
  incomplete: { icon: IconCircleDashed, tone: 'warning' },
  duplicate: { icon: IconCopyOff, tone: 'quiet' },
} as const

/** Whether a role counts today, and what it still needs. */
export function RoleMark({ path }: { path: string }) {
  const t = useText()
  const state = useContext(RoleStates).get(path)
  if (!state) return null
  const { icon, tone } = faces[state.kind]
  return (
    <>
      <StatusBadge icon={icon} tone={tone}>
        {t(`roleState.${state.kind}`)}
      </StatusBadge>
      {state.kind === 'incomplete' && (
        <Text size="xs" c="dimmed" className={classes.lacking}>
          {t('roleState.lacking', { what: state.lacking.map(one => t(`roleLack.${one}`)).join(', ') })}
        </Text>
      )}
    </>
  )
}

/** The part of the library's work that a role belongs to. */
export function RoleArea({ role }: { role: unknown }) {
  const t = useText()
  const { area } = useRoles().rulesOf(String(role))
  return (
    <Text size="xs" c="dimmed">
      {t.of(`roleArea.${area}`, area)}
    </Text>
  )
}

/** What a role is good for; without a scope it is the whole institution. */
export function RoleScope({ scope }: { scope: unknown }) {
  const { label } = useCodes()
  const { institution } = useSession()
  return <bdi>{label('RoleScopes', typeof scope === 'string' && scope ? scope : institution.code)}</bdi>
}
