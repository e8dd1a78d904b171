import { feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { Setting } from '../ui/settings-list.tsx'

type Parameters = {
  population?: unknown
  types?: string[]
  owner?: string
  createdFrom?: string
  createdTo?: string
  maximumTotal?: string
  maximumFee?: string
  skipsOverdue?: boolean
  waiver: { reason: string; comment?: string }
}

/** What a bulk waiver was asked to waive, of whom, and why. */
export function WaivingSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  const { money } = useFormats()
  const { label } = useCodes()
  const { code, name, currency } = useSession().institution
  const { waiver, types, owner, ...asked } = parameters as Parameters
  const amount = (text?: string) => (text ? money(text) : t('none'))
  return (
    <>
      <Setting name={t('waiving.whose')}>
        <FilterWords filter={asked.population} />
      </Setting>
      <Setting name={t('bursar.types')}>
        {types?.length ? types.map(type => label(feeTables.type, type)).join(', ') : t('bursar.all')}
      </Setting>
      <Setting name={t('bursar.owner')}>
        {owner ? (owner === code ? name : label('Libraries', owner)) : t('bursar.all')}
      </Setting>
      <Setting name={t('waiving.from')}>{asked.createdFrom ?? t('none')}</Setting>
      <Setting name={t('waiving.to')}>{asked.createdTo ?? t('none')}</Setting>
      <Setting name={t('waiving.maximumTotal', { currency })}>{amount(asked.maximumTotal)}</Setting>
      <Setting name={t('waiving.maximumFee', { currency })}>{amount(asked.maximumFee)}</Setting>
      <Setting name={t('waiving.skipsOverdue')}>{t(asked.skipsOverdue ? 'yes' : 'no')}</Setting>
      <Setting name={t('fees.reason')}>{label(feeTables.reason, waiver.reason)}</Setting>
      {waiver.comment && (
        <Setting name={t('fees.column.comment')}>
          <bdi>{waiver.comment}</bdi>
        </Setting>
      )}
    </>
  )
}
