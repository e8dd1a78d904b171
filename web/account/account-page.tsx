import { Select, Skeleton, Switch } from '@mantine/core'
import { IconUserShield } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { editAccount, readAccount } from '../../contract/account.ts'
import { q, useSend } from '../api/query.ts'
import { useLanguage } from '../i18n/language-provider.tsx'
import { type Language, languages } from '../i18n/languages.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden, useSession } from '../session/session.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './account.module.css'
import { FactorPanel } from './factor-panel.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'

/** How the signed-in person gets in: password, second factor, sessions; and the language of the screen. */
export function AccountPage() {
  const t = useText()
  const { user } = useSession()
  const isForbidden = useForbidden()('account.own') !== undefined
  return (
    <Page>
      <PageHeader title={t('ownAccount.title')} subtitle={<bdi>{`${user.name} (${user.primaryId})`}</bdi>} />
      {isForbidden ? (
        <EmptyState
          icon={IconUserShield}
          title={t('ownAccount.notYours')}
          text={t('ownAccount.notYoursText')}
        />
      ) : (
        <Own />
      )}
    </Page>
  )
}

function Own() {
  const { data: account, error, refetch } = useQuery(q(readAccount, {}))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!account) return <Skeleton height={400} />
  return (
    <div className={classes.panels}>
      <PasswordPanel account={account} />
      {account.secondFactor.isOffered && <FactorPanel account={account} />}
      <SessionsPanel />
      <LanguagePanel />
      {account.allowsSimulation !== undefined && <SupportPanel isAllowed={account.allowsSimulation} />}
    </div>
  )
}

function LanguagePanel() {
  const t = useText()
  const { language, choose } = useLanguage()
  return (
    <Panel title={t('display.language')}>
      <Select
        className={classes.field}
        label={t('ownAccount.language')}
        data={Object.entries(languages).map(([value, { name }]) => ({ value, label: name }))}
        value={language}
        onChange={value => value && void choose(value as Language)}
        allowDeselect={false}
      />
    </Panel>
  )
}

function SupportPanel({ isAllowed }: { isAllowed: boolean }) {
  const t = useText()
  const change = useSend(editAccount, { invalidates: [readAccount] })
  return (
    <Panel title={t('ownAccount.support')}>
      <FailureAlert error={change.error} />
      <Switch
        label={t('ownAccount.allowSupport')}
        description={t('ownAccount.allowSupportHelp')}
        checked={isAllowed}
        onChange={event => change.mutate({ body: { allowsSimulation: event.currentTarget.checked } })}
      />
    </Panel>
  )
}
