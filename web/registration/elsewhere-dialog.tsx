import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { findElsewhere, type PersonElsewhere, readElsewhere } from '../../contract/registration.ts'
import { call } from '../api/client.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { firstKinds, firstPath } from '../users/add/new-user.ts'
import type { NewUserForm } from '../users/add/use-new-user.ts'

type Props = { form: NewUserForm; onClose: () => void }

/** Finds the patron in a partner institution and begins the form with what that knows. */
export function ElsewhereDialog({ form, onClose }: Props) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  useFocusBack(true)
  const { data, error, refetch } = useQuery({
    ...q(findElsewhere, { query: { q: asked } }),
    enabled: asked.length > 1,
  })

  function submit(event: FormEvent) {
    // The dialog is drawn elsewhere, but in React it stands inside the form of the new user.
    event.preventDefault()
    event.stopPropagation()
    setAsked(typed.trim())
  }

  async function copy(person: PersonElsewhere) {
    const params = { institution: person.institution.code, userId: person.userId }
    const { values } = await call(readElsewhere, { params })
    for (const [path, value] of Object.entries(placed(values))) form.set(path, value)
    form.set('linked', person)
    onClose()
  }

  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('register.findElsewhere')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <form onSubmit={submit}>
          <Group align="flex-end" gap="xs">
            <TextInput
              label={t('elsewhere.label')}
              description={t('elsewhere.hint')}
              value={typed}
              onChange={event => setTyped(event.currentTarget.value)}
              maxLength={255}
              style={{ flex: 1 }}
              data-autofocus
            />
            <Button type="submit">{t('elsewhere.find')}</Button>
          </Group>
        </form>
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        <div role="status">{data?.items.length === 0 && <Text size="sm">{t('elsewhere.nobody')}</Text>}</div>
        {data?.items.map(person => (
          <Group key={`${person.institution.code} ${person.userId}`} justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm" fw={500}>
                <bdi>{person.name}</bdi>
              </Text>
              <Text size="xs" c="dimmed">
                {[person.institution.name, person.email, person.expiryDate].filter(Boolean).join(' · ')}
              </Text>
            </div>
            <Button
              variant="default"
              onClick={() => void copy(person)}
              aria-label={t('elsewhere.copyOf', { name: person.name })}
            >
              {t('elsewhere.copy')}
            </Button>
          </Group>
        ))}
      </Stack>
    </Modal>
  )
}

/** What is preferred of a kind, or comes first, stands in the form; further elements go with it. */
function placed(values: Record<string, unknown>): Record<string, unknown> {
  const result = { ...values }
  for (const kind of firstKinds) {
    const own = Object.keys(values).filter(path => path.startsWith(`${kind}/`))
    const shown = own.find(path => (values[path] as { preferred?: boolean }).preferred) ?? own[0]
    if (shown === undefined) continue
    result[firstPath(kind)] = { ...(values[shown] as object), preferred: true }
    delete result[shown]
  }
  return result
}
