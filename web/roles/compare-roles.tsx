import { Button, Checkbox, Group, List, Modal, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type RoleValues, roleKey } from '../../contract/roles.ts'
import { readUser } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { UserField } from '../users/record/user-field.tsx'
import { comparedRoles } from './compared-roles.ts'
import { useRoleWords } from './use-role-words.ts'
import { useRoles } from './use-roles.ts'

type Props = {
  /** Whose roles are on the screen. */
  name: string
  own: readonly { values: RoleValues }[]
  /** Why nothing can be copied. */
  whyNotCopy: string | undefined
  onCopy: (roles: RoleValues[]) => void
  onClose: () => void
}

/** Puts the roles of two users side by side and copies what is missing; it is saved with the record. */
export function CompareRoles({ name, own, whyNotCopy, onCopy, onClose }: Props) {
  const t = useText()
  const [otherId, setOtherId] = useState<number>()
  useFocusBack(true)
  const { data, error, refetch } = useQuery({
    ...q(readUser, { params: { userId: otherId ?? 0 } }),
    enabled: otherId !== undefined,
  })
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('roles.compareTitle', { name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <UserField
          label={t('roles.other')}
          error={undefined}
          required={false}
          value={otherId}
          onChange={value => setOtherId(typeof value === 'number' ? value : undefined)}
        />
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {otherId !== undefined && data && (
          <Comparison
            key={otherId}
            names={{ own: name, other: data.name }}
            own={own.map(one => one.values)}
            other={(data.segments['role'] ?? []).map(one => one.values as RoleValues)}
            {...{ whyNotCopy, onCopy, onClose }}
          />
        )}
      </Stack>
    </Modal>
  )
}

type ComparisonProps = Pick<Props, 'whyNotCopy' | 'onCopy' | 'onClose'> & {
  names: { own: string; other: string }
  own: RoleValues[]
  other: RoleValues[]
}

function Comparison({ names, own, other, whyNotCopy, onCopy, onClose }: ComparisonProps) {
  const t = useText()
  const words = useRoleWords()
  const roles = useRoles()
  const { here, both, there } = comparedRoles(own, other, roles.institutionCode)
  const keyOf = (role: RoleValues) => roleKey(role, roles.institutionCode)
  const whyNot = (role: RoleValues) => {
    const isOver = Boolean(role.expiry_date && role.expiry_date < roles.today)
    return whyNotCopy ?? roles.hindranceOf(role) ?? (isOver ? t('roleState.expired') : undefined)
  }
  const [chosen, setChosen] = useState(() => there.filter(role => !whyNot(role)).map(keyOf))
  const toggle = (key: string) =>
    setChosen(before => (before.includes(key) ? before.filter(one => one !== key) : [...before, key]))
  const copied = there.filter(role => chosen.includes(keyOf(role)) && !whyNot(role))
  return (
    <>
      <Section title={t('roles.onlyThere', { name: names.other })}>
        {there.map(role => (
          <Checkbox
            key={keyOf(role)}
            label={words(role)}
            description={whyNot(role)}
            disabled={whyNot(role) !== undefined}
            checked={copied.includes(role)}
            onChange={() => toggle(keyOf(role))}
          />
        ))}
      </Section>
      <Section title={t('roles.inBoth')}>{lines(both.map(words))}</Section>
      <Section title={t('roles.onlyHere', { name: names.own })}>{lines(here.map(words))}</Section>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <ForbiddenAction
          reason={whyNotCopy ?? (copied.length === 0 ? t('roles.nothingSelected') : undefined)}
        >
          <Button
            onClick={() => {
              onCopy(copied.map(values => copyOf(values)))
              onClose()
            }}
          >
            {t('roles.copy', { count: copied.length })}
          </Button>
        </ForbiddenAction>
      </Group>
    </>
  )
}

/** What is copied: who gave the role to the other person, and when, is not. */
const copyOf = ({ role_type, scope, status, expiry_date, parameters }: RoleValues): RoleValues =>
  Object.fromEntries(
    Object.entries({ role_type, scope, status, expiry_date, parameters }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as RoleValues

const lines = (texts: string[]) =>
  texts.length > 0 && (
    <List size="sm">
      {texts.map(text => (
        <List.Item key={text}>{text}</List.Item>
      ))}
    </List>
  )

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  const t = useText()
  const isEmpty = children === false || (Array.isArray(children) && children.length === 0)
  return (
    <Stack gap={6}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {isEmpty ? (
        <Text size="sm" c="dimmed">
          {t('roles.none')}
        </Text>
      ) : (
        children
      )}
    </Stack>
  )
}
