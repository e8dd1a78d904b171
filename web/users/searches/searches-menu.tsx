import { Button, Menu } from '@mantine/core'
import { IconBookmarks, IconChevronDown, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { listSavedSearches, type SavedSearch } from '../../../contract/saved-searches.ts'
import { q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { MenuLink } from '../../ui/link.tsx'
import { useRememberedColumns } from '../../ui/table/remembered-columns.ts'
import type { UsersSearch } from '../search.ts'
import { userColumns } from '../user-columns.tsx'
import { addressOf, columnsOf, contentOf } from './saved-search.ts'

const SaveDialog = lazy(async () => ({
  default: (await import('./save-search-dialog.tsx')).SaveSearchDialog,
}))
const ManageDialog = lazy(async () => ({
  default: (await import('./manage-searches-dialog.tsx')).ManageSearchesDialog,
}))

/** Searches that were kept, one's own and shared ones; keeping this one; putting them in order (features A9). */
export function SearchesMenu({ search }: { search: UsersSearch }) {
  const t = useText()
  const { data } = useQuery(q(listSavedSearches, {}))
  const [shown, setShown] = useState<'save' | 'manage'>()
  const columns = useRememberedColumns('users', userColumns('ALL'))
  const items = data?.items ?? []
  const close = () => setShown(undefined)
  const apply = (one: SavedSearch) => columns.store(columnsOf(one, columns))
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmarks size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('searches.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Searches label={t('searches.own')} items={items.filter(one => one.isOwn)} onApply={apply} />
          <Searches label={t('searches.shared')} items={items.filter(one => !one.isOwn)} onApply={apply} />
          {items.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => setShown('save')}>{t('searches.save')}</Menu.Item>
          {items.some(one => one.canEdit) && (
            <Menu.Item onClick={() => setShown('manage')}>{t('searches.manage')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {shown === 'save' && <SaveDialog content={contentOf(search, columns)} onClose={close} />}
        {shown === 'manage' && <ManageDialog onClose={close} />}
      </Suspense>
    </>
  )
}

type SearchesProps = { label: string; items: SavedSearch[]; onApply: (one: SavedSearch) => void }

function Searches({ label, items, onApply }: SearchesProps) {
  const t = useText()
  if (items.length === 0) return null
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {items.map(one => (
        <MenuLink
          key={one.searchId}
          to="/users"
          search={addressOf(one)}
          onClick={() => onApply(one)}
          rightSection={
            one.isOwn && one.isShared ? (
              <IconUsersGroup size={14} role="img" aria-label={t('searches.isShared')} />
            ) : undefined
          }
        >
          <bdi>{one.name}</bdi>
        </MenuLink>
      ))}
    </>
  )
}
