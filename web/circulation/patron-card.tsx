import { Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { readPartners } from '../../contract/circulation.ts'
import type { UserRecord } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { ButtonLink, TextLink } from '../ui/link.tsx'
import { Fact, Facts } from '../users/facts.tsx'
import { StatusBadges } from '../users/record/status-badges.tsx'
import { WhyBlocked } from '../users/record/why-blocked.tsx'
import { useUserNames } from '../users/user-names.ts'
import classes from './desk.module.css'

type Props = { record: UserRecord; isViewOnly: boolean }

const route = getRouteApi('/shell/desk')

/** Who stands at the desk, and for whom else they came. */
export function PatronCard({ record, isViewOnly }: Props) {
  const t = useText()
  const params = { userId: String(record.userId), tab: 'general' } as const
  return (
    <section className={classes.card} aria-label={record.name}>
      <Stack gap={6}>
        <Group gap="xs">
          <Title order={2} className={classes.name}>
            <bdi>{record.name}</bdi>
          </Title>
          <StatusBadges record={record} />
          <WhyBlocked record={record} />
        </Group>
        <Standing record={record} />
        <Partners userId={record.userId} />
      </Stack>
      <Group gap="xs">
        {isViewOnly ? (
          <ButtonLink to="/users/$userId/$tab" params={params} variant="default">
            {t('circulation.back')}
          </ButtonLink>
        ) : (
          <>
            <ButtonLink to="/users/$userId/$tab" params={params} variant="default">
              {t('circulation.openRecord')}
            </ButtonLink>
            <ButtonLink to="/desk" search={{}}>
              {t('circulation.done')}
            </ButtonLink>
          </>
        )}
      </Group>
    </section>
  )
}

function Standing({ record: { values, summary } }: { record: UserRecord }) {
  const t = useText()
  const { label } = useCodes()
  const { money, number } = useFormats()
  const group = values['user_group']
  return (
    <Facts>
      <Fact name={t('field.primary_id')}>
        <span className="carrel-code">{String(values['primary_id'])}</span>
      </Fact>
      {typeof group === 'string' && <Fact name={t('record.group')}>{label('UserGroups', group)}</Fact>}
      <Fact name={t('record.expires')}>{String(values['expiry_date'] ?? t('record.noExpiry'))}</Fact>
      <Fact name={t('record.balance')}>{money(summary.balance)}</Fact>
      <Fact name={t('record.blocks')}>{number(summary.activeBlocks)}</Fact>
    </Facts>
  )
}

/** A proxy chooses for whom; a full proxy has no choice, and is told so. */
function Partners({ userId }: { userId: number }) {
  const t = useText()
  const { proxy, from } = route.useSearch()
  const { data } = useQuery(q(readPartners, { params: { userId } }))
  const sponsors = data?.sponsors ?? []
  const nameOf = useUserNames([...sponsors.map(one => one.userId), ...(proxy ? [Number(proxy)] : [])])
  return (
    <>
      {proxy && (
        <Text size="sm">
          {t('circulation.cameFor', { name: nameOf(Number(proxy)) })}{' '}
          <TextLink to="/desk" search={{ patron: proxy }}>
            {t('circulation.notFor')}
          </TextLink>
        </Text>
      )}
      {sponsors.map(sponsor =>
        sponsor.isFulfillment ? (
          <Text key={sponsor.userId} size="sm">
            {t('circulation.fullProxy', { name: nameOf(sponsor.userId) })}
          </Text>
        ) : (
          <TextLink
            key={sponsor.userId}
            size="sm"
            to="/desk"
            search={{ patron: String(sponsor.userId), proxy: String(userId), from }}
          >
            {t('circulation.borrowFor', { name: nameOf(sponsor.userId) })}
          </TextLink>
        ),
      )}
    </>
  )
}
