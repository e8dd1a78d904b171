import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { exportUsers } from '../../contract/users.ts'
import { downloadUrl } from '../api/client.ts'
import { useText } from '../i18n/use-text.ts'
import { useRememberedColumns } from '../ui/table/remembered-columns.ts'
import { selectionOfSearch } from './filter-of-url.ts'
import type { UsersSearch } from './search.ts'
import { fieldsOfColumn, userColumns } from './user-columns.tsx'

/** Downloads the list as it is filtered, with the columns that are shown (features A8). */
export function ExportMenu({ search }: { search: UsersSearch }) {
  const t = useText()
  const { order, hidden } = useRememberedColumns('users', userColumns(search.tab ?? 'ALL'))
  const shown = order.filter(id => !hidden.includes(id)).flatMap(id => fieldsOfColumn[id] ?? [])
  // Without its identifier a line of a file says nothing about whom it means.
  const columns = [...new Set(['primary_id', ...shown])].join(',')
  const address = (format: 'xlsx' | 'csv') =>
    downloadUrl(exportUsers, { query: { ...selectionOfSearch(search), format, columns } })
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('users.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('xlsx')} download>
          {t('users.export.xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={address('csv')} download>
          {t('users.export.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
