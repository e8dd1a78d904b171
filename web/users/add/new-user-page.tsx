import { Alert, Button, Group, SimpleGrid } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { nextPrimaryId } from '../../../contract/settings.ts'
import { call } from '../../api/client.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { sectionsOf } from '../record/editability.ts'
import { FieldInput } from '../record/field-input.tsx'
import { UnsavedGuard } from '../record/unsaved-guard.tsx'
import classes from './add-user-page.module.css'
import { FirstElement } from './first-element.tsx'
import { InviteNewUser } from './invite-new-user.tsx'
import { LookAlikesDialog } from './look-alikes-dialog.tsx'
import { firstKinds } from './new-user.ts'
import { ProxyPanel } from './proxy-panel.tsx'
import type { useNewUser } from './use-new-user.ts'

type Props = {
  title: string
  subtitle: string
  recordType: string
  user: ReturnType<typeof useNewUser>
  /** What stands above the fields, beside the proxy settings. */
  children?: ReactNode
  /** Stands among what the record says about signing in. */
  password?: ReactNode
}

/** A new user on one page, with the fields that the record type has (features K1). */
export function NewUserPage({ title, subtitle, recordType, user, children, password }: Props) {
  const t = useText()
  const { form, save, lookAlikes, dismiss, isDone } = user
  const isContact = recordType === 'CONTACT'
  return (
    <Page>
      <PageHeader title={title} subtitle={subtitle} />
      <form
        {...form.props}
        onSubmit={event => {
          event.preventDefault()
          save({ goesOn: false })
        }}
        className={classes.form}
      >
        {isContact && (
          <Alert variant="light" color="yellow" icon={<IconInfoCircle size={18} aria-hidden />}>
            {t('addUser.contactNote')}
          </Alert>
        )}
        {!isContact && <ProxyPanel form={form} isSponsorMissing={user.isSponsorMissing} />}
        {children}
        <Fields recordType={recordType} form={form} password={password} />
        <InviteNewUser form={form} recordType={recordType} />
        <FailureAlert error={form.failure?.code === 'look_alikes' ? undefined : form.failure} />
        <Group justify="flex-end" gap="xs" className={classes.actions}>
          <ButtonLink to="/users" variant="default">
            {t('action.cancel')}
          </ButtonLink>
          <Button variant="default" loading={form.isSending} onClick={() => save({ goesOn: true })}>
            {t('addUser.saveAndContinue')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('action.save')}
          </Button>
        </Group>
      </form>
      <LookAlikesDialog people={lookAlikes} onClose={dismiss} onAccept={() => save({ accepts: true })} />
      <UnsavedGuard isDirty={form.isDirty && !isDone} />
    </Page>
  )
}

/** The fields of the record, and the first element of each kind that is entered with it. */
function Fields({
  recordType,
  form,
  password,
}: Pick<Props, 'recordType' | 'password'> & Pick<Props['user'], 'form'>) {
  const t = useText()
  const { fields, segments } = useCatalogue()
  const generateId = () =>
    void call(nextPrimaryId, {}).then(({ primaryId }) => form.set('primary_id', primaryId))
  const entered = fields.filter(field => !field.readOnly && !field.derived && field.name !== 'status')
  const kinds = firstKinds.flatMap(kind => segments.find(segment => segment.kind === kind) ?? [])
  return (
    <>
      {[...sectionsOf(entered, recordType)].map(([section, own]) => (
        <Panel key={section} title={t.of(`record.section.${section}`, section)}>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
            {section === 'access' && password}
            {own.map(field => (
              <FieldInput
                key={field.name}
                field={field}
                form={form}
                recordType={recordType}
                onGenerate={field.name === 'primary_id' ? generateId : undefined}
              />
            ))}
          </SimpleGrid>
        </Panel>
      ))}
      {kinds
        .filter(segment => !(recordType === 'CONTACT' && segment.notForContacts))
        .map(segment => (
          <FirstElement key={segment.kind} segment={segment} form={form} recordType={recordType} />
        ))}
    </>
  )
}
