import { Button, Popover, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useId } from 'react'
import type { ForbiddenAction, UserRecord } from '../../../contract/users.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import classes from './why-blocked.module.css'

type Props = { record: UserRecord }
type Reason = ForbiddenAction['because'][number]

/** A button that tells what the person may not do now, and why; nothing when all is allowed (features B9). */
export function WhyBlocked({ record }: Props) {
  const t = useText()
  const titleId = useId()
  const { forbidden } = record.summary
  if (forbidden.length === 0) return null
  return (
    <Popover position="bottom-start" withArrow shadow="md" withinPortal width={340}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconHelpCircle size={14} aria-hidden />}>
          {t('blocked.why')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={titleId}>
        <Text id={titleId} size="sm" fw={600}>
          {t('blocked.title')}
        </Text>
        <dl className={classes.list}>
          {forbidden.map(({ action, because }) => (
            <div key={action}>
              <dt>{t.of(`blocked.action.${action}`, action)}</dt>
              {because.map(reason => (
                <dd key={`${reason.kind} ${reason.elementId ?? reason.limit}`}>
                  <ReasonWords reason={reason} record={record} />
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  )
}

type WordsProps = {
  reason: Omit<Reason, 'kind'> & { kind: string }
  /** Whose it is, where that is known. */
  record: UserRecord | undefined
}

/** One reason in words. */
export function ReasonWords({ reason, record }: WordsProps) {
  const t = useText()
  const { money } = useFormats()
  const expiry = record?.values['expiry_date']
  if (reason.kind === 'inactive') return t('blocked.inactive')
  if (reason.kind === 'patron_role_ended') return t('blocked.patronRoleEnded')
  if (reason.kind === 'expired')
    return typeof expiry === 'string' ? t('blocked.expired', { date: expiry }) : t('blocked.isExpired')
  if (reason.kind === 'limit') {
    const { limit = 'cash', value = '', most = '' } = reason
    const shown = (amount: string) => (limit === 'cash' ? money(amount) : amount)
    return t(`blocked.limit.${limit}`, { value: shown(value), most: shown(most) })
  }
  return <BlockInWords code={reason.code ?? ''} values={record ? valuesOf(record, reason.elementId) : {}} />
}

type Values = Readonly<Record<string, unknown>>

const valuesOf = (record: UserRecord, elementId: string | undefined): Values =>
  record.segments['block']?.find(element => element.id === elementId)?.values ?? {}

function BlockInWords({ code, values }: { code: string; values: Values }) {
  const t = useText()
  const { label } = useCodes()
  const until = values['expiry_date']
  const details = [until ? t('blocked.until', { date: String(until) }) : undefined, values['note']]
  const told = details.filter(text => typeof text === 'string' && text !== '').join(' · ')
  return (
    <>
      <bdi>{label('UserBlockDescription', code)}</bdi>
      {told !== '' && (
        <Text size="xs" c="dimmed">
          <bdi>{told}</bdi>
        </Text>
      )}
    </>
  )
}
