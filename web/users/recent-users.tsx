import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId } from 'react'
import { listRecentUsers } from '../../contract/recent-users.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import classes from './recent-users.module.css'

type Props = {
  /** So many at most. */
  limit: number
  onOpen?: () => void
}

/** Whose records the person opened last (features A9); nothing while there is nobody. Arrows go up and down. */
export function RecentUsers({ limit, onOpen }: Props) {
  const t = useText()
  const id = useId()
  const { label } = useCodes()
  const items = useQuery(q(listRecentUsers, {})).data?.items ?? []
  if (items.length === 0) return null
  return (
    <nav className={classes.recent} aria-labelledby={id}>
      <Text id={id} size="xs" fw={600} c="dimmed">
        {t('recent.title')}
      </Text>
      <ul className={classes.people}>
        {items.slice(0, limit).map(user => (
          <li key={user.userId}>
            <TextLink
              to="/users/$userId/$tab"
              params={{ userId: String(user.userId), tab: 'general' }}
              className={classes.person}
              underline="never"
              onKeyDown={moveFocus}
              {...(onOpen ? { onClick: onOpen } : {})}
            >
              <bdi>{user.name}</bdi>
              <Text span size="xs" c="dimmed">
                <bdi className="carrel-code">{user.primaryId}</bdi>
                {user.userGroup && (
                  <>
                    {' · '}
                    <bdi>{label('UserGroups', user.userGroup)}</bdi>
                  </>
                )}
              </Text>
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!by) return
  const links = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('a') ?? [])]
  event.preventDefault()
  links[links.indexOf(event.currentTarget) + by]?.focus()
}
