import { useText } from '../i18n/use-text.ts'
import { Tab, Tabs } from '../ui/tabs.tsx'
import { useFacets } from './facets.tsx'
import { type UsersSearch, userTabs } from './search.ts'

/** All, Staff, Public, Contact, each with its number of users that match everything else. */
export function UserTabs({ search }: { search: UsersSearch }) {
  const t = useText()
  const counts = useFacets(search).data?.recordType
  const current = search.tab ?? 'ALL'
  return (
    <Tabs label={t('users.tabs')}>
      {userTabs.map(tab => (
        <Tab
          key={tab}
          to="/users"
          search={{ ...search, tab: tab === 'ALL' ? undefined : tab }}
          isCurrent={tab === current}
          hasCount
          count={
            tab === 'ALL'
              ? counts?.reduce((sum, one) => sum + one.count, 0)
              : counts && (counts.find(one => one.value === tab)?.count ?? 0)
          }
        >
          {t(`users.tab.${tab}`)}
        </Tab>
      ))}
    </Tabs>
  )
}
