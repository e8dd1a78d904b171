const dayMilliseconds = 86_400_000

/** The day as a number (days since 1970-01-01); throws when the text is not `YYYY-MM-DD`. */
export const dayNumber = (iso: string): number => {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new Error(`"${iso}" is not a date of the form YYYY-MM-DD.`)
  return milliseconds / dayMilliseconds
}

// A million users share some thirty thousand days: formatting each once doubles the speed of the generator.
const formatted = new Map<number, string>()

/** The day number as `YYYY-MM-DD`. */
export const isoDay = (day: number): string => {
  const known = formatted.get(day)
  if (known !== undefined) return known
  const iso = new Date(day * dayMilliseconds).toISOString().slice(0, 10)
  formatted.set(day, iso)
  return iso
}

/** `YYYY-MM-DD` moved by a number of days. */
export const addDays = (iso: string, days: number): string => isoDay(dayNumber(iso) + days)

/** The moment (UTC) on a day, `minutes` after midnight. */
export const momentOn = (day: number, minutes: number): string =>
  `${isoDay(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00Z`

/** The year of a day number. */
export const yearOf = (day: number): number => Number(isoDay(day).slice(0, 4))

const two = (value: number): string => String(value).padStart(2, '0')

const termEnds = ['05-31', '08-31', '12-31'] as const

/** The last day of the term that a day falls in: universities let accounts expire in waves. */
export const endOfTerm = (day: number): number => {
  const iso = isoDay(day)
  const monthDay = termEnds.find(end => iso.slice(5) <= end) ?? '12-31'
  return dayNumber(`${iso.slice(0, 4)}-${monthDay}`)
}
