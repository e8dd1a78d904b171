import {
  IconAddressBook,
  IconArmchair,
  IconClipboardCheck,
  IconFolders,
  IconListCheck,
  IconMail,
  IconSchool,
  IconSettings,
  IconTransfer,
  IconUserMinus,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'
import type { Permission } from '../../contract/permissions.ts'
import type { MessageKey } from '../messages/en.ts'

type Entry = {
  to: LinkProps['to']
  label: MessageKey
  icon: TablerIcon
  permission: Permission
  /** Staff find it in the menu of their account. */
  isForPatrons?: true
}

/** The left navigation, by task. An entry is shown to whoever may use it. */
export const navigation: readonly Entry[] = [
  { to: '/users', label: 'nav.users', icon: IconUsers, permission: 'users.view' },
  { to: '/desk', label: 'nav.desk', icon: IconTransfer, permission: 'circulation.view' },
  { to: '/sets', label: 'nav.sets', icon: IconFolders, permission: 'sets.manage' },
  { to: '/tasks', label: 'nav.tasks', icon: IconListCheck, permission: 'tasks.view' },
  { to: '/purge', label: 'nav.purge', icon: IconUserMinus, permission: 'purge.run' },
  { to: '/seats', label: 'nav.seats', icon: IconArmchair, permission: 'seats.view' },
  { to: '/reviews', label: 'nav.reviews', icon: IconClipboardCheck, permission: 'reviews.manage' },
  { to: '/sis', label: 'nav.sis', icon: IconSchool, permission: 'sis.run' },
  {
    to: '/configuration/users',
    label: 'nav.configuration',
    icon: IconSettings,
    permission: 'configuration.view',
  },
  { to: '/configuration/letters', label: 'nav.letters', icon: IconMail, permission: 'letters.configure' },
  {
    to: '/my-details',
    label: 'own.title',
    icon: IconAddressBook,
    permission: 'session.own',
    isForPatrons: true,
  },
]
