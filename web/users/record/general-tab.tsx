import { Alert, SimpleGrid, Skeleton, Title } from '@mantine/core'
import { IconLock, IconShieldLock } from '@tabler/icons-react'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { hindranceOf, sectionsOf } from './editability.ts'
import { FieldInput } from './field-input.tsx'
import classes from './general-tab.module.css'
import type { RecordForm } from './use-record-form.ts'

type Props = { record: UserRecord; form: RecordForm }

/** General information: every field of the catalogue, in its section, editable where the rules allow (features B1, J1). */
export function GeneralTab({ record, form }: Props) {
  const t = useText()
  const { fields } = useCatalogue()
  const forbidden = useForbidden()('users.edit')
  const reasonForAll = record.summary.isProtected ? t('record.protected') : forbidden
  const isExternal = record.values['account_type'] === 'EXTERNAL'
  if (fields.length === 0) return <Skeleton height={400} />
  return (
    <form {...form.props} className={classes.form}>
      <Notice reasonForAll={reasonForAll} isExternal={isExternal} />
      {[...sectionsOf(fields, record)].map(([section, own]) => (
        <section key={section} aria-labelledby={`section-${section}`} className={classes.section}>
          <Title order={2} size="h3" id={`section-${section}`} mb="xs">
            {t.of(`record.section.${section}`, section)}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
            {own.map(field => (
              <FieldInput
                key={field.name}
                field={field}
                form={form}
                recordType={String(record.values['record_type'])}
                isTakenOver={field.name in record.originalValues}
                reason={reasonForAll ?? hindranceText(t, hindranceOf(field, record))}
                hindrance={hindranceOf(field, record)}
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

function hindranceText(t: ReturnType<typeof useText>, hindrance: ReturnType<typeof hindranceOf>) {
  if (!hindrance) return undefined
  return t(hindrance === 'managed' ? 'record.managed' : 'record.readOnly')
}

function Notice({ reasonForAll, isExternal }: { reasonForAll: string | undefined; isExternal: boolean }) {
  const t = useText()
  if (!reasonForAll && !isExternal) return null
  return (
    <Alert
      variant="light"
      color="gray"
      py="xs"
      icon={reasonForAll ? <IconShieldLock size={18} aria-hidden /> : <IconLock size={18} aria-hidden />}
      classNames={{ message: classes.notice }}
    >
      {reasonForAll ?? t('record.external')}
    </Alert>
  )
}
