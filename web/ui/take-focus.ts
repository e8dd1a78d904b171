/**
 * `ref={takeFocus}` on what comes into an open dialog in place of something else: the focus would otherwise vanish with
 * what went.
 */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}
