import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { exportUsers } from '../../contract/users.ts'
import { downloadUrl } from '../api/client.ts'
import { useCatalogue } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useRememberedColumns } from '../ui/table/remembered-columns.ts'
import { type Choice, choiceOf } from './bulk/choice.ts'
import { useHandOver } from './bulk/use-hand-over.ts'
import { allFields, fieldsOfColumns } from './export-columns.ts'
import { selectionOfSearch } from './filter-of-url.ts'
import type { UsersSearch } from './search.ts'
import { userColumns } from './user-columns.tsx'

const formats = ['xlsx', 'csv'] as const

type Props = {
  search: UsersSearch
  /** Whom to export; without it the whole list. */
  choice?: Choice
  isSmall?: boolean
}

/** Downloads the list or the chosen users, with the columns that are shown in their order, or with all (features A8). */
export function ExportMenu({ search, choice, isSmall = false }: Props) {
  const t = useText()
  const { fields } = useCatalogue()
  const { order, hidden } = useRememberedColumns('users', userColumns(search.tab ?? 'ALL'))
  const shown = fieldsOfColumns(order.filter(id => !hidden.includes(id)))
  const all = allFields(fields)
  const whom = { search, choice }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size={isSmall ? 'compact-sm' : 'sm'}
          leftSection={<IconDownload size={isSmall ? 14 : 16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('users.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(format => (
          <Entry key={format} {...whom} file={{ format, columns: shown.join(',') }}>
            {t(`users.export.${format}`)}
          </Entry>
        ))}
        <Menu.Divider />
        {formats.map(format => (
          <Entry key={format} {...whom} file={{ format, columns: all.join(',') }}>
            {t('users.export.all', { file: t(`users.export.${format}`) })}
          </Entry>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type EntryProps = {
  search: UsersSearch
  choice: Choice | undefined
  file: { format: (typeof formats)[number]; columns: string }
  children: string
}

/** A link where the address can say whom; else the choice becomes a set first. */
function Entry({ search, choice, file, children }: EntryProps) {
  const hand = useHandOver(choice ?? everybody)
  const addressFor = (selection: object) => downloadUrl(exportUsers, { query: { ...selection, ...file } })
  const isList = !choice || choice.isAll
  if (isList || hand.isShort) {
    const selection = isList ? selectionOfSearch(search) : { filter: JSON.stringify(choice.filter) }
    return (
      <Menu.Item component="a" href={addressFor(selection)} download>
        {children}
      </Menu.Item>
    )
  }
  return (
    <ForbiddenAction reason={hand.forbidden}>
      <Menu.Item
        onClick={() =>
          hand.handOver(({ set }) =>
            window.location.assign(addressFor({ filter: JSON.stringify({ set: Number(set) }) })),
          )
        }
      >
        {children}
      </Menu.Item>
    </ForbiddenAction>
  )
}

const everybody = choiceOf({ search: {}, selected: [], isAll: true, total: undefined })
