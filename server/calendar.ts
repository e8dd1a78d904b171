/** Making a formatter takes forty times as long as using one. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Today's date in a time zone, as YYYY-MM-DD. Dates travel as strings: a JavaScript Date has no day of its own. */
export function dateIn(timeZone: string, now: Date): string {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter.format(now)
}

/** The date so many days after (negative: before) a YYYY-MM-DD date. */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

/** Whether the text is a date that exists, written YYYY-MM-DD, from year 1 on. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false
  const moment = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(moment) && addDays(text, 0) === text
}

const momentForm = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-5]):[0-5]\d))?$/

/** Whether the text is a date (its first moment in UTC is meant), or a date and time with its distance from UTC. */
export function isMoment(text: string): boolean {
  const date = momentForm.exec(text)?.[1]
  return date !== undefined && isDate(date) && !Number.isNaN(Date.parse(text))
}

/** The date so many months after a YYYY-MM-DD date: the same day of the month, or its last one if it is shorter. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  last.setUTCDate(Math.min(day, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}
