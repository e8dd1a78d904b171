import { Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { findByIdentifier } from '../../contract/recent-users.ts'
import { listUsers, type UserRow } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './desk.module.css'

const mostHits = 10

/** One box for a scanned card, an identifier or a name: who is meant without doubt is opened at once. */
export function FindPatron() {
  const t = useText()
  const [text, setText] = useState('')
  const { hits, error, isAsking, find } = useFind()
  const choose = useChoose()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const only = await find(text.trim())
    if (only !== undefined) void choose(only)
  }

  return (
    <Panel title={t('circulation.find.title')}>
      <Stack gap="sm">
        <form onSubmit={submit} className={classes.line}>
          <TextInput
            label={t('circulation.find.label')}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            maxLength={200}
            autoComplete="off"
            autoFocus
          />
          <Button type="submit" loading={isAsking}>
            {t('circulation.find.go')}
          </Button>
        </form>
        <FailureAlert error={error} />
        <LiveRegion>{hits && t('circulation.find.hits', { count: hits.length })}</LiveRegion>
        {hits?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('circulation.find.nobody')}
          </Text>
        )}
        {hits && hits.length > 0 && (
          <ul className={classes.hits}>
            {hits.map(hit => (
              <li key={hit.userId}>
                <UnstyledButton className={classes.hit} onClick={() => void choose(hit.userId)}>
                  <bdi>{hit.name}</bdi>{' '}
                  <Text span size="xs" c="dimmed">
                    <bdi className="carrel-code">{hit.primaryId}</bdi>
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Panel>
  )
}

function useChoose() {
  const navigate = useNavigate()
  return (userId: number) => navigate({ to: '/desk', search: { patron: String(userId) } })
}

/** Asks for the whole identifier first, as scanners send it, then for any part of names and identifiers. */
function useFind() {
  const client = useQueryClient()
  const [hits, setHits] = useState<UserRow[]>()
  const [error, setError] = useState<unknown>()
  const [isAsking, setAsking] = useState(false)

  async function ask(text: string): Promise<number | undefined> {
    const exact = await client.fetchQuery(q(findByIdentifier, { query: { value: text } }))
    if (exact.userIds.length === 1) return exact.userIds[0]
    const { items } = await client.fetchQuery(q(listUsers, { query: { q: text, limit: mostHits } }))
    setHits(items)
    return items.length === 1 ? items[0]!.userId : undefined
  }

  async function find(text: string): Promise<number | undefined> {
    if (text === '' || isAsking) return undefined
    setAsking(true)
    setError(undefined)
    try {
      return await ask(text)
    } catch (failure) {
      setError(failure)
      return undefined
    } finally {
      setAsking(false)
    }
  }

  return { hits, error, isAsking, find }
}
