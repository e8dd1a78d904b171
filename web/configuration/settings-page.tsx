import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { readSettings, type Setting, settingSections } from '../../contract/settings.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { PageLoading } from '../shell/dead-ends.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Setting as SettingRow, SettingsList } from '../ui/settings-list.tsx'
import { MailPanel } from './mail-panel.tsx'
import classes from './settings.module.css'
import { SettingsForm } from './settings-form.tsx'
import { useSettingWords } from './use-setting-words.ts'

/** The settings of user records: a form, or what they are for those who may only see them. */
export function SettingsPage() {
  const t = useText()
  const { data, error, refetch } = useQuery(q(readSettings, {}))
  const isReadOnly = useForbidden()('configuration.edit') !== undefined
  return (
    <Page>
      <PageHeader
        title={t('configuration.title')}
        subtitle={t('configuration.subtitle')}
        actions={
          <>
            <ButtonLink
              variant="default"
              to="/configuration/registration/$part"
              params={{ part: 'profiles' }}
            >
              {t('assignment.title')}
            </ButtonLink>
            <ButtonLink variant="default" to="/configuration/sign-in">
              {t('ssoProfiles.title')}
            </ButtonLink>
            <ButtonLink variant="default" to="/configuration/login-restrictions">
              {t('restrictions.title')}
            </ButtonLink>
            <ButtonLink variant="default" to="/configuration/api-keys">
              {t('apiKeys.title')}
            </ButtonLink>
            <ButtonLink variant="default" to="/configuration/webhooks">
              {t('webhooks.title')}
            </ButtonLink>
            <ButtonLink variant="default" to="/configuration/history">
              {t('settingChanges.title')}
            </ButtonLink>
          </>
        }
      />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.form}>
          <MailPanel />
        </div>
      )}
      {data && (isReadOnly ? <SettingsView settings={data.settings} /> : <SettingsForm {...data} />)}
    </Page>
  )
}

function SettingsView({ settings }: { settings: Setting[] }) {
  const t = useText()
  const { nameOf, valueWords } = useSettingWords()
  return (
    <div className={classes.form}>
      <Text size="sm">{t('configuration.readOnly')}</Text>
      {settingSections.map(section => (
        <Panel key={section} title={t(`settingSection.${section}`)}>
          <SettingsList>
            {settings
              .filter(setting => setting.section === section)
              .map(setting => (
                <SettingRow key={setting.key} name={nameOf(setting)}>
                  <bdi>{valueWords(setting)}</bdi>
                </SettingRow>
              ))}
          </SettingsList>
        </Panel>
      ))}
    </div>
  )
}
