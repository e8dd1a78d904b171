import { NumberInput, Select, Stack, TextInput } from '@mantine/core'
import type { Filter } from '../../contract/filter.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { SetSelect } from '../sets/set-select.tsx'
import { CodesSelect } from '../ui/code-select.tsx'
import { Setting, SettingsList } from '../ui/settings-list.tsx'
import type { PurgeForm } from './add-purge-page.tsx'
import { canChooseGroups, daysBefore, effectiveDays, isAmount, type RecordType } from './criteria.ts'

/** A number needs no more room; what is said about it does. */
const shortInput = { wrapper: { maxInlineSize: 220 } }

type Props = {
  form: PurgeForm
  setId: number | undefined
  onSet: (setId: number | undefined) => void
  /** The list of users that somebody came from. */
  filter: Filter | undefined
}

/** The four criteria of the purge job (seed 004), and the set. */
export function WhomFields({ form, setId, onSet, filter }: Props) {
  const t = useText()
  const { currency } = useSession().institution
  const { values } = form
  const isWrong = !isAmount(values.waiveThreshold)
  return (
    <Stack gap="md">
      <Days form={form} />
      <RecordTypeAndGroups form={form} />
      <TextInput
        {...form.text('waiveThreshold')}
        label={t('addPurge.threshold')}
        description={t('addPurge.thresholdHelp')}
        error={isWrong ? t('addPurge.thresholdWrong') : form.errorOf('waiveThreshold')}
        rightSection={currency}
        rightSectionWidth={52}
        inputMode="decimal"
        autoComplete="off"
        styles={shortInput}
      />
      {filter && (
        <SettingsList>
          <Setting name={t('addPurge.filter')}>
            <FilterWords filter={filter} />
          </Setting>
        </SettingsList>
      )}
      <SetSelect
        label={t('addPurge.set')}
        description={t('addPurge.setHelp')}
        value={setId}
        onChange={onSet}
        error={form.errorOf('filter')}
      />
    </Stack>
  )
}

function Days({ form }: { form: PurgeForm }) {
  const t = useText()
  const { today } = useSession().institution
  const days = form.values.daysAfterPurgeDate
  return (
    <NumberInput
      label={t('addPurge.days')}
      description={
        <>
          {t('addPurge.daysHelp')} {t('addPurge.daysNow', { date: daysBefore(today, effectiveDays(days)) })}
        </>
      }
      value={days ?? ''}
      onChange={value => form.set('daysAfterPurgeDate', typeof value === 'number' ? value : undefined)}
      error={form.errorOf('daysAfterPurgeDate')}
      min={0}
      max={36_500}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      styles={shortInput}
    />
  )
}

const recordTypes: readonly RecordType[] = ['STAFF', 'PUBLIC', 'CONTACT']

/** As in Alma, groups can be chosen once the record type is Staff or Public. */
function RecordTypeAndGroups({ form }: { form: PurgeForm }) {
  const t = useText()
  const { label, options } = useCodes()
  const { recordType, userGroups } = form.values
  const canChoose = canChooseGroups(recordType)
  return (
    <>
      <Select
        label={t('addPurge.recordType')}
        data={[
          { value: 'ALL', label: t('addPurge.allTypes') },
          ...recordTypes.map(value => ({ value, label: label('AddNewUserOptions', value) })),
        ]}
        value={recordType ?? 'ALL'}
        onChange={value =>
          form.set(
            'recordType',
            recordTypes.find(one => one === value),
          )
        }
        allowDeselect={false}
        styles={shortInput}
      />
      <CodesSelect
        label={t('addPurge.userGroups')}
        description={t(canChoose ? 'addPurge.userGroupsHelp' : 'addPurge.userGroupsOff')}
        options={options('UserGroups', { recordType })}
        value={canChoose ? userGroups : []}
        onChange={codes => form.set('userGroups', codes)}
        error={form.errorOf('userGroups') ?? form.errorOf('user_group')}
        disabled={!canChoose}
        searchable
        clearable
      />
    </>
  )
}
