import { Kbd, Modal } from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { Fragment } from 'react'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { allowedShortcuts } from './shortcuts.ts'
import classes from './shortcuts-dialog.module.css'

/** Which keys do what; opened by "?" or from the menu of the account. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { permissions } = useSession()
  useFocusBack(true)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <dl className={classes.list}>
        {allowedShortcuts(permissions).map(({ keys, label }) => (
          <div key={keys.join()} className={classes.entry}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  const t = useText()
  const nameOf = useKeyName()
  return keys.map((key, index) => (
    <Fragment key={key}>
      {index > 0 && <span className={classes.then}>{t('shortcuts.then')}</span>}
      <Kbd>{nameOf(key)}</Kbd>
    </Fragment>
  ))
}

function useKeyName(): (key: string) => string {
  const t = useText()
  const isMac = useOs() === 'macos'
  return key => {
    if (key === 'Escape') return t('shortcuts.key.escape')
    if (!key.startsWith('Mod+')) return key
    const letter = key.slice('Mod+'.length).toUpperCase()
    return isMac ? `⌘${letter}` : t('shortcuts.key.ctrl', { letter })
  }
}
