import { ActionIcon, Menu, Text } from '@mantine/core'
import {
  IconAddressBook,
  IconClipboardList,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconUserCircle,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from '../../contract/session.ts'
import { useWaitingReviews } from '../access-reviews/use-own-reviews.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { MenuLink } from '../ui/link.tsx'

/** Who is signed in, the keys of the keyboard, and the way out. */
export function AccountMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const t = useText()
  const { user, institution } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const waiting = useWaitingReviews()
  const leave = useSend(signOut, {
    onSuccess: async () => {
      await router.navigate({ to: '/sign-in' })
      client.clear()
    },
  })
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('account.label', { name: user.name })}
        >
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {user.name}
          </Text>
          <Text size="xs" c="dimmed">
            {user.primaryId}
          </Text>
          <Text size="xs" c="dimmed">
            {institution.name}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <MenuLink to="/account" leftSection={<IconLock size={16} aria-hidden />}>
          {t('ownAccount.title')}
        </MenuLink>
        <MenuLink to="/my-details" leftSection={<IconAddressBook size={16} aria-hidden />}>
          {t('own.title')}
        </MenuLink>
        {waiting > 0 && (
          <MenuLink to="/my-reviews" leftSection={<IconClipboardList size={16} aria-hidden />}>
            {t('ownReviews.nav', { count: waiting })}
          </MenuLink>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShowShortcuts}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate({})}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
