import { useWindowEvent } from '@mantine/hooks'

/** Marks the buttons of one row, so that keys find them. */
export const decideAttribute = 'data-decide'

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }
const typing = 'textarea, select, input:not([type="checkbox"]), [contenteditable="true"], [role="menu"]'

/**
 * Keys of the list: `j` and `k` go from row to row, `1` to `3` press the decisions of the row that has the focus, which then
 * goes on to the next one. Arrows move only from within a row, because the page scrolls by them.
 */
export function useDecisionKeys(): void {
  useWindowEvent('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (document.querySelector('[aria-modal="true"]')) return
    if (event.target instanceof Element && event.target.closest(typing)) return
    const rows = [...document.querySelectorAll<HTMLElement>(`[${decideAttribute}]`)]
    const at = rows.findIndex(row => row.closest('tr')?.contains(document.activeElement))
    const step = steps[event.key]
    if (step !== undefined) {
      if (at < 0 && event.key.startsWith('Arrow')) return
      event.preventDefault()
      focusRow(rows[at < 0 ? 0 : at + step])
    } else if (/^[123]$/.test(event.key) && at >= 0) {
      event.preventDefault()
      const button = buttonsOf(rows[at]!)[Number(event.key) - 1]
      if (!button || button.ariaDisabled === 'true') return
      button.click()
      focusRow(rows[at + 1] ?? rows[at - 1])
    }
  })
}

const buttonsOf = (row: HTMLElement): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('button')]

/** The decision that holds has the focus, or the first one. */
function focusRow(row: HTMLElement | undefined): void {
  if (!row) return
  const buttons = buttonsOf(row)
  const target = buttons.find(one => one.ariaPressed === 'true') ?? buttons[0]
  target?.focus()
  row.closest('tr')?.scrollIntoView({ block: 'nearest' })
}
