import {
  IconAlertTriangle,
  IconBan,
  IconCategory,
  IconId,
  IconList,
  IconMail,
  IconMapPin,
  IconNote,
  IconPhone,
  IconSchool,
  IconShield,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'

const icons: Readonly<Record<string, TablerIcon>> = {
  address: IconMapPin,
  email: IconMail,
  phone: IconPhone,
  identifier: IconId,
  note: IconNote,
  block: IconBan,
  statistic: IconCategory,
  proxy: IconUsers,
  role: IconShield,
  enrolment: IconSchool,
  demerit: IconAlertTriangle,
}

/** The sign of a kind of element. */
export const iconOf = (kind: string): TablerIcon => icons[kind] ?? IconList
