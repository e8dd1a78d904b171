import { Button, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmarkPlus, IconSearchOff, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { countUsers, listUsers, type UserRow } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { MenuLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { useToast } from '../ui/use-toast.ts'
import { ActiveDialog, AskActive, isActive } from './active-toggle.tsx'
import { ExportMenu } from './export-menu.tsx'
import { Facets } from './facets.tsx'
import { FacetsDrawer } from './facets-drawer.tsx'
import { FilterChips, nothingChosen } from './filter-chips.tsx'
import { filterOfPrimaryIds, filterOfSearch, selectionOfSearch } from './filter-of-url.ts'
import type { UsersSearch } from './search.ts'
import { SelectionBar } from './selection-bar.tsx'
import { userColumns } from './user-columns.tsx'
import { UserTabs } from './user-tabs.tsx'
import classes from './users-page.module.css'

const route = getRouteApi('/shell/users')
const SaveSetDialog = lazy(async () => ({ default: (await import('./save-set-dialog.tsx')).SaveSetDialog }))

function Nobody({
  search,
  onChange,
}: {
  search: UsersSearch
  onChange: (change: Partial<UsersSearch>) => void
}) {
  const t = useText()
  const isFiltered = Object.keys(nothingChosen).some(key => search[key as keyof UsersSearch])
  if (!isFiltered)
    return <EmptyState icon={IconUsers} title={t('users.empty.title')} text={t('users.empty.text')} />
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t('users.nothing.title')}
      text={t('users.nothing.text')}
      action={
        <Button variant="default" size="sm" onClick={() => onChange(nothingChosen)}>
          {t('users.nothing.clear')}
        </Button>
      }
    />
  )
}

/** Find and manage users (features A). */
export function UsersPage() {
  const t = useText()
  const forbidden = useForbidden()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const selection = selectionOfSearch(search)
  // The contract makes this union from a list, which its type does not show.
  const source = useRows(listUsers, { query: { ...selection, sort: search.sort as undefined } })
  const count = useQuery({ ...q(countUsers, { query: selection }), placeholderData: keepPreviousData })
  const [selected, setSelected] = useState<string[]>([])
  const [asked, setAsked] = useState<UserRow>()
  const [isSaving, saveSet] = useDisclosure(false)
  const change = (part: Partial<UsersSearch>) => {
    setSelected([])
    void navigate({ search: before => ({ ...before, ...part }) })
  }
  const hasSelection = selected.length > 0

  return (
    <AskActive value={setAsked}>
      <Page fills>
        <PageHeader
          title={t('users.title')}
          actions={
            <>
              <ForbiddenAction reason={forbidden('sets.manage')}>
                <Button
                  variant="default"
                  leftSection={<IconBookmarkPlus size={16} aria-hidden />}
                  onClick={saveSet.open}
                >
                  {t('saveSet.action')}
                </Button>
              </ForbiddenAction>
              <ExportMenu search={search} />
            </>
          }
        />
        <UserTabs search={search} />
        <div className={classes.columns}>
          <aside className={classes.facets}>
            <Facets search={search} onChange={change} />
          </aside>
          <DataTable
            fills
            name="users"
            label={t('users.table')}
            columns={userColumns(search.tab ?? 'ALL')}
            source={source}
            total={count.data?.total}
            rowId={user => user.primaryId}
            rowLabel={user => user.name}
            sort={search.sort ?? 'name'}
            onSort={sort => change({ sort: sort as UsersSearch['sort'] })}
            selected={selected}
            onSelect={setSelected}
            rowMenu={user => <UserMenu user={user} onAsk={setAsked} />}
            toolbar={
              hasSelection ? (
                <SelectionBar count={selected.length} onClear={() => setSelected([])} onSave={saveSet.open} />
              ) : (
                <div className={classes.toolbar}>
                  <FacetsDrawer search={search} onChange={change} />
                  <FilterChips search={search} onChange={change} />
                </div>
              )
            }
            empty={<Nobody search={search} onChange={change} />}
          />
        </div>
        <ActiveDialog user={asked} onClose={() => setAsked(undefined)} />
        {isSaving && (
          <Suspense>
            <SaveSetDialog
              filter={hasSelection ? filterOfPrimaryIds(selected) : filterOfSearch(search)}
              count={hasSelection ? selected.length : count.data?.total}
              isSelection={hasSelection}
              onClose={saveSet.close}
            />
          </Suspense>
        )}
      </Page>
    </AskActive>
  )
}

function UserMenu({ user, onAsk }: { user: UserRow; onAsk: (user: UserRow) => void }) {
  const t = useText()
  const forbidden = useForbidden()
  const toast = useToast()
  const to = { to: '/users/$userId/$tab' } as const
  const userId = String(user.userId)
  const copy = async () => {
    await navigator.clipboard.writeText(user.primaryId)
    toast(t('action.copied'))
  }
  return (
    <>
      <MenuLink {...to} params={{ userId, tab: 'general' }}>
        {t('users.menu.edit')}
      </MenuLink>
      <MenuLink {...to} params={{ userId, tab: 'history' }}>
        {t('users.menu.history')}
      </MenuLink>
      <Menu.Item onClick={() => void copy()}>{t('users.menu.copyId')}</Menu.Item>
      <Menu.Divider />
      <ForbiddenAction reason={forbidden('users.deactivate')}>
        <Menu.Item onClick={() => onAsk(user)}>
          {t(isActive(user) ? 'users.menu.deactivate' : 'users.menu.activate')}
        </Menu.Item>
      </ForbiddenAction>
    </>
  )
}
