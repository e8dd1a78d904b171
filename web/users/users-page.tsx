import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmarkPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { UserRow } from '../../contract/users.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ActiveDialog, AskActive } from './active-toggle.tsx'
import { AddUserButton } from './add/add-user-button.tsx'
import { RegisterButton } from './add/register-button.tsx'
import { DeletionHere } from './ask-delete.tsx'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { choiceOf } from './bulk/choice.ts'
import { ExportMenu } from './export-menu.tsx'
import { Facets } from './facets.tsx'
import { FacetsDrawer } from './facets-drawer.tsx'
import { FilterChips } from './filter-chips.tsx'
import { Nobody } from './nobody.tsx'
import type { UsersSearch } from './search.ts'
import { SearchesMenu } from './searches/searches-menu.tsx'
import { type UserList, useUserList } from './use-user-list.ts'
import { userColumns } from './user-columns.tsx'
import { UserMenu } from './user-menu.tsx'
import { UserTabs } from './user-tabs.tsx'
import classes from './users-page.module.css'

const SaveSetDialog = lazy(async () => ({ default: (await import('./save-set-dialog.tsx')).SaveSetDialog }))

/** Find and manage users (features A). */
export function UsersPage() {
  const t = useText()
  const forbidden = useForbidden()
  const list = useUserList()
  const [asked, setAsked] = useState<UserRow>()
  const [isSaving, saveSet] = useDisclosure(false)
  return (
    <AskActive value={setAsked}>
      <Page fills>
        <PageHeader
          title={t('users.title')}
          actions={
            <>
              <SearchesMenu search={list.search} />
              <ForbiddenAction reason={forbidden('sets.manage')}>
                <Button
                  variant="default"
                  leftSection={<IconBookmarkPlus size={16} aria-hidden />}
                  onClick={saveSet.open}
                >
                  {t('saveSet.action')}
                </Button>
              </ForbiddenAction>
              <ExportMenu search={list.search} />
              <RegisterButton tab={list.search.tab} />
              <AddUserButton tab={list.search.tab} />
            </>
          }
        />
        <UserTabs search={list.search} />
        <div className={classes.columns}>
          <div className={classes.facets}>
            <Facets search={list.search} onChange={list.change} />
          </div>
          <UserTable list={list} />
        </div>
        <ActiveDialog user={asked} onClose={() => setAsked(undefined)} />
        {isSaving && <SaveSet list={list} onClose={saveSet.close} />}
      </Page>
    </AskActive>
  )
}

function UserTable({ list }: { list: UserList }) {
  const t = useText()
  const { search, change, selected, setSelected } = list
  return (
    <DeletionHere onDeleted={gone => setSelected(selected.filter(one => one !== gone.primaryId))}>
      <DataTable
        fills
        name="users"
        label={t('users.table')}
        columns={userColumns(search.tab ?? 'ALL')}
        source={list.source}
        total={list.total}
        rowId={user => user.primaryId}
        rowLabel={user => user.name}
        sort={search.sort ?? 'name'}
        onSort={sort => change({ sort: sort as UsersSearch['sort'] })}
        selected={selected}
        onSelect={setSelected}
        rowMenu={user => <UserMenu user={user} />}
        toolbar={
          selected.length > 0 ? (
            <BulkBar list={list} />
          ) : (
            <div className={classes.toolbar}>
              <FacetsDrawer search={search} onChange={change} />
              <FilterChips search={search} onChange={change} />
            </div>
          )
        }
        empty={<Nobody search={search} onChange={change} />}
      />
    </DeletionHere>
  )
}

function SaveSet({ list, onClose }: { list: UserList; onClose: () => void }) {
  const isSelection = list.selected.length > 0
  const { filter, count, isAll } = choiceOf(isSelection ? list : { ...list, isAll: true })
  return (
    <Suspense>
      <SaveSetDialog filter={filter} count={count} isSelection={!isAll} onClose={onClose} />
    </Suspense>
  )
}
