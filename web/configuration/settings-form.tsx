import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { readConfiguration } from '../../contract/configuration.ts'
import {
  editSettings,
  readSettings,
  type Setting,
  type Settings,
  settingSections,
} from '../../contract/settings.ts'
import { invalidate, q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { Panel } from '../ui/panel.tsx'
import { useToast } from '../ui/use-toast.ts'
import { UnsavedGuard } from '../users/record/unsaved-guard.tsx'
import { SettingField } from './setting-field.tsx'
import { type SettingValues, sentValue, valuesOf } from './setting-values.ts'
import classes from './settings.module.css'

/** All settings, with one Save; only what differs is sent. */
export function SettingsForm({ settings }: Settings) {
  const t = useText()
  const form = useSettingsForm(settings)
  return (
    <form {...form.props} className={classes.form}>
      <UnsavedGuard isDirty={form.isDirty} />
      {settingSections.map(section => (
        <Panel key={section} title={t(`settingSection.${section}`)}>
          <div className={classes.fields}>
            {settings
              .filter(setting => setting.section === section)
              .map(setting => (
                <SettingField
                  key={setting.key}
                  setting={setting}
                  value={form.values[setting.key]}
                  error={form.errorOf(setting.key)}
                  onChange={value => form.set(setting.key, value)}
                />
              ))}
          </div>
        </Panel>
      ))}
      {form.isDirty && (
        <div className={classes.bar}>
          <FailureAlert error={form.failure} />
          <Group justify="space-between" gap="sm">
            <Text size="sm" fw={500} role="status">
              {form.problems.length > 0
                ? t('form.problems', { count: form.problems.length })
                : t('configuration.changes', { count: form.changed.length })}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={form.reset}>
                {t('action.discard')}
              </Button>
              <Button type="submit" loading={form.isSending}>
                {t('action.save')}
              </Button>
            </Group>
          </Group>
        </div>
      )}
    </form>
  )
}

function useSettingsForm(settings: Setting[]) {
  const t = useText()
  const client = useQueryClient()
  const toast = useToast()
  const form = useForm(editSettings, {
    initial: valuesOf(settings),
    request: (values: SettingValues, changed) => ({
      body: {
        values: Object.fromEntries(
          settings
            .filter(setting => changed.includes(setting.key))
            .map(setting => [setting.key, sentValue(setting, values[setting.key])]),
        ),
      },
    }),
    onSuccess: async answer => {
      client.setQueryData(q(readSettings, {}).queryKey, answer)
      form.reset()
      toast(t('configuration.saved'))
      await invalidate(client, [readConfiguration])
    },
  })
  return form
}
