import { useText } from '../i18n/use-text.ts'

/** Name of the browser tab. React lifts the element into the head. */
export function PageTitle({ children }: { children: string }) {
  const t = useText()
  return <title>{t('app.pageTitle', { page: children })}</title>
}
