import type { FieldChange } from '../../contract/bulk-update.ts'
import { useText } from '../i18n/use-text.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { Setting } from '../ui/settings-list.tsx'
import { ChangeWords } from './change-words.tsx'

/** What an Update users job was asked to do. */
export function UpdateSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  const { population, changes, notify } = parameters
  return (
    <>
      <Setting name={t('update.who.title')}>
        <FilterWords filter={population} />
      </Setting>
      <Setting name={t('update.what.title')}>
        <ul>
          {(Array.isArray(changes) ? (changes as FieldChange[]) : []).map(change => (
            <li key={JSON.stringify(change)}>
              <ChangeWords change={change} />
            </li>
          ))}
        </ul>
      </Setting>
      {notify === 'social_login' && (
        <Setting name={t('update.notify.title')}>{t('update.notify.social_login')}</Setting>
      )}
    </>
  )
}
