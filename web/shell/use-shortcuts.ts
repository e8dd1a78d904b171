import { useWindowEvent } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useSession } from '../session/session.ts'
import { allowedShortcuts, pressed, type Shortcut, searchBoxId } from './shortcuts.ts'

/** The second key of a pair comes soon, or the first is forgotten. */
const patienceMilliseconds = 1500

/** Listens to the keyboard on every page and acts by the table of shortcuts. */
export function useShortcuts(showOverview: () => void): void {
  const { permissions } = useSession()
  const navigate = useNavigate()
  const before = useRef<{ keys: readonly string[]; at: number }>({ keys: [], at: 0 })

  function act(shortcut: Shortcut) {
    if ('to' in shortcut) void navigate({ to: shortcut.to })
    else if (shortcut.does === 'overview') showOverview()
    else if (shortcut.does === 'search') focusSearch()
  }

  useWindowEvent('keydown', event => {
    if (event.defaultPrevented || event.isComposing) return
    const isFresh = event.timeStamp - before.current.at < patienceMilliseconds
    const press = {
      key: event.key,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      isBusy: isBusy(event.target),
    }
    // Shift alone, on the way to "?" for instance, says nothing.
    if (['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return
    const { open, found } = pressed(isFresh ? before.current.keys : [], press, allowedShortcuts(permissions))
    before.current = { keys: open, at: event.timeStamp }
    if (!found || ('does' in found && found.does === 'named')) return
    event.preventDefault()
    act(found)
  })
}

function focusSearch(): void {
  const box = document.getElementById(searchBoxId)
  if (box instanceof HTMLInputElement) box.select()
}

const typing =
  'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"]'

/** Check boxes and radio buttons take no letters, but they are few, and one rule is easier to trust. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true
  return target instanceof Element && target.closest(typing) !== null
}
