import { optionalReasons, type PurgeCriteria } from '../../contract/purge.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { Setting } from '../ui/settings-list.tsx'
import { defaultPolicy, defaultRestoreDays } from './defaults.ts'

/** The criteria of a purge as they were chosen, defaults included. */
export function PurgeSettings({ criteria: given }: { criteria: unknown }) {
  const t = useText()
  const { label } = useCodes()
  const { money } = useFormats()
  const criteria = (given ?? {}) as PurgeCriteria
  const { recordType, userGroups = [], waiveThreshold, ignoreReasons = [] } = criteria
  const ignored = optionalReasons.filter(reason => ignoreReasons.includes(reason))
  return (
    <>
      <Setting name={t('purgeSettings.days')}>
        {t('purgeSettings.days.value', { days: criteria.daysAfterPurgeDate ?? 0 })}
      </Setting>
      <Setting name={t('purgeSettings.recordType')}>
        {recordType ? label('AddNewUserOptions', recordType) : t('purgeSettings.all')}
      </Setting>
      <Setting name={t('purgeSettings.userGroups')}>
        <bdi>
          {userGroups.length > 0
            ? userGroups.map(code => label('UserGroups', code)).join(', ')
            : t('purgeSettings.all')}
        </bdi>
      </Setting>
      <Setting name={t('purgeSettings.threshold')}>
        {waiveThreshold ? money(waiveThreshold) : t('purgeSettings.noThreshold')}
      </Setting>
      {criteria.filter !== undefined && (
        <Setting name={t('purgeSettings.filter')}>
          <FilterWords filter={criteria.filter} />
        </Setting>
      )}
      {ignored.length > 0 && (
        <Setting name={t('purgeSettings.ignored')}>
          {ignored.map(reason => t(`reason.${reason}`)).join(', ')}
        </Setting>
      )}
      <Setting name={t('purgeSettings.policy')}>
        {t(`addPurge.policy.${criteria.policy ?? defaultPolicy}`)}
      </Setting>
      <Setting name={t('purgeSettings.restoreDays')}>
        {t('purgeSettings.restoreDays.value', { days: criteria.restoreDays ?? defaultRestoreDays })}
      </Setting>
    </>
  )
}
