/**
 * Where menus, lists and dialogs are drawn: Mantine uses an element with this mark instead of one at the end of the
 * body. Inside `main` they belong to a landmark, and the heading of a dialog is not taken for that of the page.
 */
export function PortalHome() {
  return <div data-mantine-shared-portal-node />
}
