import { useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { ChangeInWords } from '../users/record/history-changes.tsx'
import type { OutcomeRow } from './outcome-columns.tsx'
import classes from './tasks.module.css'

/** So many changes are shown at first: a new user has dozens. */
const fewChanges = 3

/** What the plan changes about a user: old and new values. */
export function OutcomeChanges({ row }: { row: OutcomeRow }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const { changes } = row
  const hidden = changes.length - fewChanges
  if (changes.length === 0) return <span aria-hidden>{t('none')}</span>
  return (
    <div className={classes.cell}>
      {(isOpen ? changes : changes.slice(0, fewChanges)).map(change => (
        <div key={change.path}>
          <ChangeInWords change={change} isCreation={row.reasons.includes('created')} />
        </div>
      ))}
      {hidden > 0 && (
        <button
          type="button"
          className={classes.more}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t('change.fewer') : t('change.more', { count: hidden })}
        </button>
      )}
    </div>
  )
}
