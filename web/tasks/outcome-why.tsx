import { Text } from '@mantine/core'
import type { FieldProblem } from '../../contract/problem.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { type Text as Texts, useText } from '../i18n/use-text.ts'
import type { OutcomeRow } from './outcome-columns.tsx'
import classes from './tasks.module.css'

/** Why a user is kept, rejected or changed, with what the plan knows besides. */
export function OutcomeWhy({ row }: { row: OutcomeRow }) {
  const t = useText()
  const { money } = useFormats()
  const problems = problemsOf(row)
  const details = detailsOf(t, row.details ?? {}, money)
  // The problems of a feed name the field with the rule; the bare rule would only repeat it.
  const reasons = problems.length > 0 ? [] : row.reasons
  if (reasons.length + problems.length + details.length === 0) return <span aria-hidden>{t('none')}</span>
  return (
    <div className={classes.cell}>
      <ReasonList codes={reasons} />
      {problems.map(problem => (
        <span key={`${problem.field} ${problem.rule}`}>{problemInWords(t, problem)}</span>
      ))}
      {details.map(detail => (
        <Text key={detail} span size="xs" c="dimmed">
          {detail}
        </Text>
      ))}
    </div>
  )
}

/** Reasons in words, one below the other; a code without words shows itself. */
export function ReasonList({ codes }: { codes: readonly string[] }) {
  const t = useText()
  return codes.map(code => <span key={code}>{t.of(`reason.${code}`, code)}</span>)
}

function problemsOf(row: OutcomeRow): FieldProblem[] {
  const problems = row.details?.['problems']
  return Array.isArray(problems) ? (problems as FieldProblem[]) : []
}

/** Field and rule; a field of an element is written `email.address`. */
function problemInWords(t: Texts, { field, rule, limit }: FieldProblem): string {
  const name = nameOf(t, field)
  const words = t.of(`reason.${rule}`, rule)
  return t('detail.problem', {
    field: name,
    rule: limit === undefined ? words : t('detail.limit', { rule: words, limit }),
  })
}

function nameOf(t: Texts, path: string): string {
  const [first = '', second] = path.split('.')
  if (second === undefined) return t.of(`field.${first}`, first)
  const what = t.of(`segment.${first}`, first)
  const field = t.of(`element.${second}`, second)
  return what === field ? what : t('history.part', { what, field })
}

function detailsOf(t: Texts, details: Record<string, unknown>, money: (value: string) => string): string[] {
  const { balance, waived, identifier, file, line, changedSince, action } = details
  const found: string[] = []
  if (typeof balance === 'string') found.push(t('detail.balance', { amount: money(balance) }))
  if (typeof waived === 'string') found.push(t('detail.waived', { amount: money(waived) }))
  if (typeof identifier === 'string') found.push(t('detail.identifier', { identifier }))
  if (typeof file === 'string')
    found.push(typeof line === 'number' ? t('detail.place', { file, line }) : t('detail.file', { file }))
  if (Array.isArray(changedSince))
    found.push(t('detail.changedSince', { fields: fieldNames(t, changedSince) }))
  if (action === 'remove') found.push(t('detail.remove'))
  return found
}

function fieldNames(t: Texts, paths: unknown[]): string {
  const names = paths.map(String).map(path => {
    const [kind = ''] = path.split('/')
    return path.includes('/') ? t.of(`segment.${kind}`, kind) : t.of(`field.${path}`, path)
  })
  return [...new Set(names)].join(', ')
}
