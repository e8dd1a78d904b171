import { Button } from '@mantine/core'
import { IconId } from '@tabler/icons-react'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import type { UsersSearch } from '../search.ts'

/** "Register new user": the way in which desks add patrons. */
export function RegisterButton({ tab }: { tab: UsersSearch['tab'] }) {
  const t = useText()
  const reason = useForbidden()('users.register')
  const icon = <IconId size={16} aria-hidden />
  if (reason)
    return (
      <ForbiddenAction reason={reason}>
        <Button variant="default" leftSection={icon}>
          {t('register.action')}
        </Button>
      </ForbiddenAction>
    )
  return (
    <ButtonLink
      to="/users/register"
      search={tab === 'STAFF' ? { recordType: 'STAFF' } : {}}
      variant="default"
      leftSection={icon}
    >
      {t('register.action')}
    </ButtonLink>
  )
}
