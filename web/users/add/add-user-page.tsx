import { Alert, Button, Group, SimpleGrid, Skeleton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { nextPrimaryId } from '../../../contract/settings.ts'
import { countUsers, createUser, facetUsers, type LookAlike, listUsers } from '../../../contract/users.ts'
import { call } from '../../api/client.ts'
import { invalidate } from '../../api/query.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { type Form, useForm } from '../../ui/form.ts'
import { ButtonLink } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useToast } from '../../ui/use-toast.ts'
import { sectionsOf } from '../record/editability.ts'
import { FieldInput } from '../record/field-input.tsx'
import { UnsavedGuard } from '../record/unsaved-guard.tsx'
import classes from './add-user-page.module.css'
import { FirstElement } from './first-element.tsx'
import { LookAlikesDialog } from './look-alikes-dialog.tsx'
import { enteredValues, firstKinds, firstValues } from './new-user.ts'

const route = getRouteApi('/shell/users/new')

export type NewUserForm = Form<Record<string, unknown>>

/** Quick user management: a new user on one page, as the record type has it (features K1). */
export function AddUserPage() {
  const { recordType = 'PUBLIC' } = route.useSearch()
  const { fields } = useCatalogue()
  if (fields.length === 0) return <Skeleton height={400} />
  return <AddUser key={recordType} recordType={recordType} />
}

function AddUser({ recordType }: { recordType: 'PUBLIC' | 'STAFF' | 'CONTACT' }) {
  const t = useText()
  const { label } = useCodes()
  const { fields, segments } = useCatalogue()
  const { form, save, lookAlikes, dismiss, isDone } = useNewUser(recordType)
  const generateId = () =>
    void call(nextPrimaryId, {}).then(({ primaryId }) => form.set('primary_id', primaryId))
  const isContact = recordType === 'CONTACT'
  const entered = fields.filter(field => !field.readOnly && !field.derived && field.name !== 'status')
  const kinds = firstKinds.flatMap(kind => segments.find(segment => segment.kind === kind) ?? [])
  return (
    <Page>
      <PageHeader
        title={t('addUser.title')}
        subtitle={t('addUser.subtitle', { type: label('AddNewUserOptions', recordType) })}
      />
      <form {...form.props} className={classes.form}>
        {isContact && (
          <Alert variant="light" color="yellow" icon={<IconInfoCircle size={18} aria-hidden />}>
            {t('addUser.contactNote')}
          </Alert>
        )}
        {[...sectionsOf(entered, recordType)].map(([section, own]) => (
          <Panel key={section} title={t.of(`record.section.${section}`, section)}>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
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
          .filter(segment => !(isContact && segment.notForContacts))
          .map(segment => (
            <FirstElement key={segment.kind} segment={segment} form={form} recordType={recordType} />
          ))}
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

/** The form of a new user, what looks like somebody who is there already, and where to go when it is saved. */
function useNewUser(recordType: 'PUBLIC' | 'STAFF' | 'CONTACT') {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { segments } = useCatalogue()
  const [lookAlikes, setLookAlikes] = useState<readonly LookAlike[]>([])
  const [isDone, setDone] = useState(false)
  const intent = useRef({ goesOn: false, accepts: false })
  const form: NewUserForm = useForm(createUser, {
    initial: firstValues(segments) as Record<string, unknown>,
    request: values => ({
      body: {
        recordType,
        values: enteredValues(values),
        ...(intent.current.accepts ? { acceptLookAlikes: true } : {}),
      },
    }),
    onSuccess: async saved => {
      setDone(true)
      toast(t('addUser.done', { name: saved.name }))
      await invalidate(client, [listUsers, countUsers, facetUsers])
      const userId = String(saved.userId)
      if (intent.current.goesOn)
        await navigate({ to: '/users/$userId/$tab', params: { userId, tab: 'general' } })
      else await navigate({ to: '/users' })
    },
    onFailure: error => {
      if (error.code !== 'look_alikes') return false
      setLookAlikes(error.details['people'] as LookAlike[])
      return true
    },
  }) as never

  function save(how: { goesOn?: boolean; accepts?: boolean }) {
    intent.current = { ...intent.current, ...how }
    void form.submit()
  }
  return { form, save, lookAlikes, dismiss: () => setLookAlikes([]), isDone }
}
