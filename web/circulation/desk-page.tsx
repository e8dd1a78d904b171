import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../i18n/use-text.ts'
import { CurrentDesk } from '../session/current-desk.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import classes from './desk.module.css'
import { FindPatron } from './find-patron.tsx'
import { PatronDesk } from './patron-desk.tsx'
import { ReturnForm } from './return-form.tsx'

const route = getRouteApi('/shell/desk')

/** The circulation desk: find somebody, lend, renew, take back, request (features U1). */
export function DeskPage() {
  const t = useText()
  const { patron, from } = route.useSearch()
  return (
    <Page>
      <PageHeader title={t('circulation.title')} actions={<CurrentDesk label={t('desk.currentlyAt')} />} />
      {patron === undefined ? (
        <div className={classes.start}>
          <FindPatron />
          <ReturnForm />
        </div>
      ) : (
        <PatronDesk key={patron} userId={Number(patron)} isViewOnly={from === 'record'} />
      )}
    </Page>
  )
}
