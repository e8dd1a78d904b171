import { Alert, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type OwnDetails, readOwnDetails } from '../../contract/own-details.ts'
import { q } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { PageLoading } from '../shell/dead-ends.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Setting, SettingsList } from '../ui/settings-list.tsx'
import { OwnAddresses, OwnEmails, OwnPhones } from './own-contact.tsx'
import classes from './own-details.module.css'

/** What the library knows of whoever is signed in, and where its letters go (features C5). */
export function OwnDetailsPage() {
  const t = useText()
  const { data, error, refetch } = useQuery(q(readOwnDetails, {}))
  return (
    <Page>
      <PageHeader title={t('own.title')} subtitle={t('own.subtitle')} />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Blocks blocks={data.blocks} />
          <div className={classes.panels}>
            <Account details={data} />
            <Notes notes={data.notes} />
            <OwnEmails details={data} />
            <OwnPhones details={data} />
            <OwnAddresses details={data} />
          </div>
        </>
      )}
    </Page>
  )
}

function Account({ details }: { details: OwnDetails }) {
  const t = useText()
  const { money, number } = useFormats()
  const { userGroup } = details
  return (
    <Panel title={t('own.account')}>
      <SettingsList>
        <Setting name={t('own.name')}>
          <bdi>{details.name}</bdi>
        </Setting>
        <Setting name={t('field.primary_id')}>
          <bdi className="carrel-code">{details.primaryId}</bdi>
        </Setting>
        {userGroup && (
          <Setting name={t('field.user_group')}>
            <bdi>{userGroup.label}</bdi>
          </Setting>
        )}
        <Setting name={t('record.expires')}>
          <bdi>{details.expiryDate ?? t('record.noExpiry')}</bdi>
        </Setting>
        <Setting name={t('record.loans')}>{number(details.activeLoans)}</Setting>
        <Setting name={t('own.requests')}>{number(details.openRequests)}</Setting>
        <Setting name={t('record.balance')}>{money(details.balance)}</Setting>
      </SettingsList>
    </Panel>
  )
}

function Blocks({ blocks }: Pick<OwnDetails, 'blocks'>) {
  const t = useText()
  if (blocks.length === 0) return null
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconInfoCircle size={18} aria-hidden />}
      title={t('own.blocks')}
    >
      <Stack gap={4}>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two blocks may be the same in every respect
          <Text key={index} size="sm" c="var(--mantine-color-text)">
            <bdi>{block.description.label}</bdi>
            {block.expiryDate && <> {t('own.until', { date: block.expiryDate })}</>}
            {block.note && (
              <Text span display="block" size="sm" c="dimmed">
                <bdi>{block.note}</bdi>
              </Text>
            )}
          </Text>
        ))}
      </Stack>
    </Alert>
  )
}

function Notes({ notes }: Pick<OwnDetails, 'notes'>) {
  const t = useText()
  if (notes.length === 0) return null
  return (
    <Panel title={t('own.notes')}>
      <Stack gap="xs">
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two notes may be the same in every respect
          <Text key={index} size="sm" className={classes.note}>
            <bdi>{note.text}</bdi>
          </Text>
        ))}
      </Stack>
    </Panel>
  )
}
