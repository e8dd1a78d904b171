import { useLayoutEffect } from 'react'

/** A dialog gives the focus to its content and lets go of it only after its last frame. */
const afterClosingMilliseconds = 20

/** Gives the focus back to what opened a dialog; if that was an entry of a menu, to the button of the menu. */
export function useFocusBack(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return
    const opener = openerOf(document.activeElement)
    return () => {
      setTimeout(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body
        if (isLost && opener?.isConnected) opener.focus({ preventScroll: true })
      }, afterClosingMilliseconds)
    }
  }, [isOpen])
}

function openerOf(element: Element | null): HTMLElement | undefined {
  const menu = element?.closest('[role="menu"]')
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element
  return opener instanceof HTMLElement ? opener : undefined
}
