import { useQuery } from '@tanstack/react-query'
import { readLoginRestrictions } from '../../contract/login-restrictions.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { PageLoading } from '../shell/dead-ends.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { RestrictionsForm } from './restrictions-form.tsx'

/** From which addresses people may sign in (features N2). */
export function RestrictionsPage() {
  const t = useText()
  const { data, error, refetch } = useQuery(q(readLoginRestrictions, {}))
  return (
    <Page>
      <PageHeader title={t('restrictions.title')} subtitle={t('restrictions.subtitle')} />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <RestrictionsForm stored={data} />}
    </Page>
  )
}
