import { Button, Stack } from '@mantine/core'
import { IconSearchOff, IconUsers } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { nothingChosen } from './filter-chips.tsx'
import { RecentUsers } from './recent-users.tsx'
import type { UsersSearch } from './search.ts'

type Props = { search: UsersSearch; onChange: (change: Partial<UsersSearch>) => void }

/** So many of the people opened last stand below. */
const mostShown = 5

/** There is nobody at all yet, or nobody who matches; each says what to do next. */
export function Nobody({ search, onChange }: Props) {
  const t = useText()
  const isFiltered = Object.keys(nothingChosen).some(key => search[key as keyof UsersSearch])
  if (!isFiltered)
    return <EmptyState icon={IconUsers} title={t('users.empty.title')} text={t('users.empty.text')} />
  return (
    <Stack align="stretch" gap="xl">
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
      <RecentUsers limit={mostShown} />
    </Stack>
  )
}
