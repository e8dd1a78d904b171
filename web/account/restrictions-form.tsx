import { Button, Group, Switch, Text } from '@mantine/core'
import { IconPlus, IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { readConfiguration } from '../../contract/configuration.ts'
import {
  editLoginRestrictions,
  type LoginRestrictions,
  readLoginRestrictions,
} from '../../contract/login-restrictions.ts'
import { invalidate, q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useForm } from '../ui/form.ts'
import { Panel } from '../ui/panel.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { useToast } from '../ui/use-toast.ts'
import { UnsavedGuard } from '../users/record/unsaved-guard.tsx'
import { UserField } from '../users/record/user-field.tsx'
import classes from './account.module.css'
import { GroupFields } from './group-fields.tsx'

/** Groups of addresses, who hears of those that were refused, and the switch; one Save for all. */
export function RestrictionsForm({ stored }: { stored: LoginRestrictions }) {
  const t = useText()
  const form = useRestrictions(stored)
  const forbidden = useForbidden()('configuration.edit')
  const isFixed = forbidden !== undefined
  const { groups } = form.values
  return (
    <form {...form.props} className={classes.panels}>
      <UnsavedGuard isDirty={form.isDirty} />
      {isFixed && <Text size="sm">{t('configuration.readOnly')}</Text>}
      <Panel title={t('restrictions.switch')} aside={<OwnAddress {...stored} />}>
        <div className={classes.groups}>
          <Switch
            {...form.check('isEnabled')}
            label={t('restrictions.isEnabled')}
            description={t('restrictions.isEnabledHelp')}
            error={form.errorOf('isEnabled')}
            disabled={isFixed}
          />
          <div className={classes.field}>
            <UserField
              label={t('restrictions.manager')}
              value={form.values.managerId}
              onChange={userId => form.set('managerId', userId as number | undefined)}
              error={form.errorOf('managerId')}
              required={form.values.isEnabled}
            />
          </div>
          <Text size="xs" c="dimmed">
            {t('restrictions.managerHelp')}
          </Text>
        </div>
      </Panel>
      <Panel title={t('restrictions.groups')}>
        <div className={classes.groups}>
          {groups.length === 0 && <Text c="dimmed">{t('restrictions.noGroups')}</Text>}
          {groups.map((group, index) => (
            <GroupFields
              // biome-ignore lint/suspicious/noArrayIndexKey: a group has no other name while its code is typed
              key={index}
              group={group}
              isFixed={isFixed}
              errorOf={name => form.errorOf(`groups/${index}/${name}`)}
              onChange={changed => form.set('groups', groups.with(index, changed))}
              onRemove={() => form.set('groups', groups.toSpliced(index, 1))}
            />
          ))}
          <Group>
            <ForbiddenAction reason={forbidden}>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() =>
                  form.set('groups', [...groups, { code: '', name: '', ranges: [], isAllowed: true }])
                }
              >
                {t('restrictions.addGroup')}
              </Button>
            </ForbiddenAction>
          </Group>
        </div>
      </Panel>
      <FailureAlert error={form.failure} />
      <Group justify="flex-end" gap="xs">
        {form.isDirty && (
          <Button variant="default" onClick={form.reset}>
            {t('action.discard')}
          </Button>
        )}
        <ForbiddenAction reason={forbidden}>
          <Button type="submit" loading={form.isSending}>
            {t('action.save')}
          </Button>
        </ForbiddenAction>
      </Group>
    </form>
  )
}

function useRestrictions(stored: LoginRestrictions) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const form = useForm(editLoginRestrictions, {
    initial: {
      isEnabled: stored.isEnabled,
      groups: stored.groups,
      managerId: stored.manager?.userId,
    },
    request: ({ isEnabled, groups, managerId }) => ({
      body: {
        isEnabled,
        groups: groups.map(group => ({ ...group, ranges: group.ranges.filter(line => line.trim()) })),
        ...(managerId ? { managerId } : {}),
      },
    }),
    onSuccess: async answer => {
      client.setQueryData(q(readLoginRestrictions, {}).queryKey, answer)
      form.reset()
      toast(t('configuration.saved'))
      await invalidate(client, [readConfiguration])
    },
  })
  return form
}

function OwnAddress({ ownAddress, isOwnAllowed }: LoginRestrictions) {
  const t = useText()
  return (
    <StatusBadge icon={isOwnAllowed ? IconShieldCheck : IconShieldX} tone={isOwnAllowed ? 'good' : 'warning'}>
      {t(isOwnAllowed ? 'restrictions.inside' : 'restrictions.outside', { address: ownAddress })}
    </StatusBadge>
  )
}
