import { ActionIcon, Kbd, NativeSelect, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { type FocusEvent, type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { type SearchIndex, searchIndexes } from '../../contract/filter.ts'
import { useText } from '../i18n/use-text.ts'
import { RecentUsers } from '../users/recent-users.tsx'
import classes from './global-search.module.css'
import { searchBoxId } from './shortcuts.ts'
import { useOpenSearch } from './use-open-search.ts'

/** The search box on every page: `/` goes to it, empty it offers whom one opened last, Enter opens or lists the hits. */
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
  const recent = useRecentPanel()
  const open = useOpenSearch()

  function submit(event: FormEvent) {
    event.preventDefault()
    recent.close()
    void open(text.trim(), index)
  }

  return (
    <search className={classes.search} {...recent.props}>
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
          id={searchBoxId}
          className={classes.text}
          type="search"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          onFocus={recent.open}
          onClick={recent.open}
          autoComplete="off"
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
      {recent.isOpen && text === '' && (
        <div className={classes.recent} ref={recent.panel}>
          <RecentUsers limit={mostShown} onOpen={recent.close} />
        </div>
      )}
    </search>
  )
}

/** Fewer than are remembered, so that the panel fits on a small screen. */
const mostShown = 10

/** The panel of recently opened people: there while the focus is in the search and the box is empty; Escape closes it. */
function useRecentPanel() {
  const [isOpen, panelIs] = useDisclosure(false)
  const panel = useRef<HTMLDivElement>(null)
  return {
    isOpen,
    panel,
    open: panelIs.open,
    close: panelIs.close,
    props: {
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) panelIs.close()
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === 'Escape') panelIs.close()
        if (event.key !== 'ArrowDown' || !(event.target instanceof HTMLInputElement)) return
        const first = panel.current?.querySelector<HTMLElement>('a')
        if (first) event.preventDefault()
        first?.focus()
      },
    },
  }
}

function indexOf(value: unknown): SearchIndex {
  return searchIndexes.find(index => index === value) ?? 'all'
}
