import { ActionIcon, Kbd, NativeSelect, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { type SearchIndex, searchIndexes } from '../../contract/filter.ts'
import { listUsers } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './global-search.module.css'

/** The search box on every page: `/` goes to it, Enter opens the only hit or lists the hits. */
export function GlobalSearch() {
  // On the list of users the box shows what the list is searched for.
  const shown = useRouterState({
    select: ({ location }) =>
      location.pathname === '/users'
        ? { q: String(location.search.q ?? ''), index: indexOf(location.search.index) }
        : { q: '', index: 'all' as SearchIndex },
  })
  return <SearchForm shown={shown} />
}

function SearchForm({ shown }: { shown: { q: string; index: SearchIndex } }) {
  const t = useText()
  const [text, setText] = useState(shown.q)
  const [index, setIndex] = useState(shown.index)
  const [before, setBefore] = useState(shown)
  // A new search fills the box; a new box would lose the keyboard.
  if (before.q !== shown.q || before.index !== shown.index) {
    setBefore(shown)
    setText(shown.q)
    setIndex(shown.index)
  }
  const input = useRef<HTMLInputElement>(null)
  const open = useOpenSearch()
  useHotkeys([['/', () => input.current?.select()]])

  function submit(event: FormEvent) {
    event.preventDefault()
    void open(text.trim(), index)
  }

  return (
    <search className={classes.search}>
      <form className={classes.form} onSubmit={submit}>
        <NativeSelect
          className={classes.index}
          aria-label={t('search.index')}
          value={index}
          onChange={event => setIndex(indexOf(event.currentTarget.value))}
          data={searchIndexes.map(value => ({ value, label: t(`search.index.${value}`) }))}
        />
        <TextInput
          ref={input}
          className={classes.text}
          type="search"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          maxLength={200}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            text === '' ? (
              <Kbd size="xs" aria-hidden title={t('search.shortcut')}>
                /
              </Kbd>
            ) : (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('search.clear')}
                onClick={() => {
                  setText('')
                  if (shown.q) void open('', index)
                  input.current?.focus()
                }}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )
          }
        />
      </form>
    </search>
  )
}

function useOpenSearch() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (text: string, index: SearchIndex) => {
    const search = { q: text || undefined, index: index === 'all' ? undefined : index }
    if (text !== '') {
      const hits = await client
        .fetchQuery(q(listUsers, { query: { q: text, index, limit: 2 } }))
        .catch(() => undefined)
      const only = hits?.items.length === 1 ? hits.items[0] : undefined
      if (only) {
        return navigate({
          to: '/users/$userId/$tab',
          params: { userId: String(only.userId), tab: 'general' },
        })
      }
    }
    return navigate({ to: '/users', search })
  }
}

function indexOf(value: unknown): SearchIndex {
  return searchIndexes.find(index => index === value) ?? 'all'
}
