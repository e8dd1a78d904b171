import { ActionIcon, Group, Popover, Stack, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { TextLink } from '../../ui/link.tsx'
import { Fact, Facts } from '../facts.tsx'
import { hasPreferredName, officialName } from './names.ts'
import { ReadLogButton, ReadLogDialog } from './read-log.tsx'
import { RecordActions } from './record-actions.tsx'
import classes from './record-header.module.css'
import { StatusBadges } from './status-badges.tsx'
import type { RecordForm } from './use-record-form.ts'
import { UserPicture } from './user-picture.tsx'
import { WhyBlocked } from './why-blocked.tsx'

/** Who this is, at a glance and on every tab (features B9). */
export function RecordHeader({ record, form }: { record: UserRecord; form: RecordForm }) {
  const t = useText()
  const { label } = useCodes()
  const { nameDisplay } = useCatalogue()
  const official = officialName(record.values, nameDisplay)
  const primaryId = String(record.values['primary_id'] ?? '')
  return (
    <header className={classes.header}>
      <div>
        <TextLink to="/users" size="xs" className={classes.back}>
          <IconChevronLeft size={14} aria-hidden className={classes.chevron} />
          {t('record.back')}
        </TextLink>
      </div>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <UserPicture record={record} form={form} size={44} className={classes.avatar} />
        <div className={classes.identity}>
          <Group gap="xs">
            <Title order={1} className={classes.name} title={record.name}>
              <bdi>{record.name}</bdi>
            </Title>
            <StatusBadges record={record} />
            <WhyBlocked record={record} />
            <Origin record={record} />
          </Group>
          <Text size="sm" c="dimmed" component="div" className={classes.line}>
            <bdi className="carrel-code">{primaryId}</bdi>
            <span>{label('AddNewUserOptions', String(record.values['record_type']))}</span>
            <span>{label('UserUserType', String(record.values['account_type']))}</span>
            {hasPreferredName(record.values) && <bdi>{t('record.fullName', { name: official })}</bdi>}
          </Text>
        </div>
        <Standing record={record} />
        <div className={classes.actions}>
          <RecordActions record={record} form={form} />
        </div>
      </Group>
    </header>
  )
}

function Standing({ record: { values, summary } }: { record: UserRecord }) {
  const t = useText()
  const { label } = useCodes()
  const { money, number } = useFormats()
  const group = values['user_group']
  return (
    <Facts className={classes.facts}>
      {typeof group === 'string' && <Fact name={t('record.group')}>{label('UserGroups', group)}</Fact>}
      <Fact name={t('record.expires')}>{String(values['expiry_date'] ?? t('record.noExpiry'))}</Fact>
      <Fact name={t('record.balance')}>{money(summary.balance)}</Fact>
      <Fact name={t('record.loans')}>{number(summary.activeLoans)}</Fact>
      <Fact name={t('record.blocks')}>{number(summary.activeBlocks)}</Fact>
    </Facts>
  )
}

function Origin({ record: { origin, userId } }: { record: UserRecord }) {
  const t = useText()
  const { moment } = useFormats()
  const [isOpen, setOpen] = useState(false)
  const [isLog, setLog] = useState(false)
  const openLog = () => {
    setOpen(false)
    setLog(true)
  }
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" withArrow shadow="md">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('record.origin')}
            onClick={() => setOpen(!isOpen)}
          >
            <IconInfoCircle size={17} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('record.origin')}>
          <Stack gap={4} align="flex-start">
            <Text size="sm">
              {t('record.created', { at: moment(origin.createdAt), by: origin.createdBy })}
            </Text>
            <Text size="sm">
              {t('record.updated', { at: moment(origin.updatedAt), by: origin.updatedBy })}
            </Text>
            {origin.updatedByTaskId !== undefined && (
              <TextLink size="sm" to="/tasks/$taskId" params={{ taskId: String(origin.updatedByTaskId) }}>
                {t('record.updatedByTask', { id: String(origin.updatedByTaskId) })}
              </TextLink>
            )}
            <ReadLogButton onOpen={openLog} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {isLog && <ReadLogDialog userId={userId} onClose={() => setLog(false)} />}
    </>
  )
}
