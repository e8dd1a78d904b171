import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../i18n/use-text.ts'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Tab, Tabs } from '../ui/tabs.tsx'
import { ProfilesList } from './profiles-list.tsx'
import { parts } from './routes.ts'
import { RulesList } from './rules-list.tsx'
import { TermsList } from './terms-list.tsx'

const route = getRouteApi('/shell/configuration/registration/$part')

/** What new users get: role profiles and the rules that choose them, terms of use and theirs (features K3, M3). */
export function AssignmentPage() {
  const t = useText()
  const { part } = route.useParams()
  return (
    <Page fills>
      <PageHeader
        title={t('assignment.title')}
        subtitle={t(`assignment.about.${part}`)}
        actions={
          <ButtonLink variant="default" to="/configuration/users">
            {t('assignment.back')}
          </ButtonLink>
        }
      />
      <Tabs label={t('assignment.tabs')}>
        {parts.map(one => (
          <Tab
            key={one}
            to="/configuration/registration/$part"
            params={{ part: one }}
            isCurrent={one === part}
          >
            {t(`assignment.part.${one}`)}
          </Tab>
        ))}
      </Tabs>
      {part === 'profiles' && <ProfilesList />}
      {part === 'rules' && <RulesList key={part} kind="roles" />}
      {part === 'terms' && <TermsList />}
      {part === 'registration-rules' && <RulesList key={part} kind="registration" />}
    </Page>
  )
}
