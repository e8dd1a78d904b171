import { Menu } from '@mantine/core'
import { downloadUnmatched, type UserSet } from '../../contract/sets.ts'
import { downloadUrl } from '../api/client.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { MenuLink } from '../ui/link.tsx'
import { membersSearch } from './set-words.ts'

type Props = { set: UserSet; onDelete: (set: UserSet) => void }

/** What can be done with a set. */
export function SetMenu({ set, onDelete }: Props) {
  const t = useText()
  const forbidden = useForbidden()
  const setId = String(set.setId)
  const notOwn = set.isOwn ? undefined : t('sets.notOwn', { owner: set.createdBy })
  return (
    <>
      <MenuLink to="/users" search={membersSearch(set.setId)}>
        {t('sets.menu.members')}
      </MenuLink>
      <MenuLink to="/sets/$setId/combine" params={{ setId }}>
        {t('sets.menu.combine')}
      </MenuLink>
      <ForbiddenAction reason={forbidden('tasks.update_users')}>
        <MenuLink to="/tasks/update-users" search={{ set: setId }}>
          {t('sets.menu.update')}
        </MenuLink>
      </ForbiddenAction>
      <ForbiddenAction reason={forbidden('purge.run')}>
        <MenuLink to="/purge/new" search={{ set: setId }}>
          {t('sets.menu.purge')}
        </MenuLink>
      </ForbiddenAction>
      <ForbiddenAction reason={set.unmatchedCount === 0 ? t('sets.noUnmatched') : undefined}>
        <Menu.Item
          component="a"
          href={downloadUrl(downloadUnmatched, { params: { setId: set.setId } })}
          download
        >
          {t('sets.menu.unmatched')}
        </Menu.Item>
      </ForbiddenAction>
      <Menu.Divider />
      <ForbiddenAction reason={notOwn}>
        <Menu.Item onClick={() => onDelete(set)}>{t('sets.menu.delete')}</Menu.Item>
      </ForbiddenAction>
    </>
  )
}
