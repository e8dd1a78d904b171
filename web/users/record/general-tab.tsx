import { Alert, SimpleGrid, Skeleton, Title } from '@mantine/core'
import { IconLock, IconLockOpen, IconShieldLock } from '@tabler/icons-react'
import type { FieldDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { hindranceOf, isExternalAccount, sectionsOf, useUntouchable } from './editability.ts'
import { FieldInput } from './field-input.tsx'
import classes from './general-tab.module.css'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: RecordForm }

/** General information: every field of the catalogue, in its section, editable where the rules allow (features B1, J1). */
export function GeneralTab({ record, form }: Props) {
  const t = useText()
  const { fields } = useCatalogue()
  const forbidden = useForbidden()('users.edit')
  const reasonForAll = useUntouchable()(record) ?? forbidden
  if (fields.length === 0) return <Skeleton height={400} />
  return (
    <form {...form.props} className={classes.form}>
      <Notice reasonForAll={reasonForAll} record={record} form={form} />
      {[...sectionsOf(fields, record.values['record_type'])].map(([section, own]) => (
        <section key={section} aria-labelledby={`section-${section}`} className={classes.section}>
          <Title order={2} size="h3" id={`section-${section}`} mb="xs">
            {t.of(`record.section.${section}`, section)}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
            {own.map(field => (
              <RecordField
                key={field.name}
                field={field}
                record={record}
                form={form}
                reasonForAll={reasonForAll}
              />
            ))}
          </SimpleGrid>
        </section>
      ))}
      {/* Enter in a field saves; the visible button is in the bar below. */}
      <button type="submit" hidden />
    </form>
  )
}

type RecordFieldProps = Props & { field: FieldDescription; reasonForAll: string | undefined }

function RecordField({ field, record, form, reasonForAll }: RecordFieldProps) {
  const t = useText()
  const hindrance = hindranceOf(field, record, form.opening !== undefined)
  const reason = hindrance && t(hindrance === 'managed' ? 'record.managed' : 'record.readOnly')
  const isTakenOver = field.name in record.originalValues
  const forbidden = useForbidden()(...(field.permission ? [field.permission] : []))
  return (
    <FieldInput
      field={field}
      form={form}
      recordType={String(record.values['record_type'])}
      original={isTakenOver ? { value: record.originalValues[field.name] } : undefined}
      reason={reasonForAll ?? reason ?? forbidden}
      hindrance={hindrance}
      isStored
    />
  )
}

/** Why things are as they are: protected, looked at only, managed by the student system, or opened for update. */
function Notice({ reasonForAll, record, form }: Props & { reasonForAll: string | undefined }) {
  const t = useText()
  if (!reasonForAll && !isExternalAccount(record)) return null
  const Icon = reasonForAll ? IconShieldLock : form.opening ? IconLockOpen : IconLock
  return (
    <Alert
      variant="light"
      color={form.opening ? 'yellow' : 'gray'}
      py="xs"
      icon={<Icon size={18} aria-hidden />}
      classNames={{ message: classes.notice }}
    >
      {reasonForAll ?? t(form.opening ? 'record.opened' : 'record.external')}
    </Alert>
  )
}
