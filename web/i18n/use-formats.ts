import { useQueryClient } from '@tanstack/react-query'
import { useIntl } from 'react-intl'
import { readSession } from '../../contract/session.ts'
import { q } from '../api/query.ts'

/** How numbers, money and moments look. Dates stay `YYYY-MM-DD`: unambiguous in every country, and they align. */
export function useFormats() {
  const intl = useIntl()
  const session = useQueryClient().getQueryData(q(readSession, {}).queryKey)
  const timeZone = session?.institution.timeZone ?? 'UTC'
  const currency = session?.institution.currency ?? 'USD'
  return {
    number: (value: number) => intl.formatNumber(value),
    share: (value: number) => intl.formatNumber(value, { style: 'percent', maximumFractionDigits: 1 }),
    /** A decimal string such as "12.50", never through floating point arithmetic of ours. */
    money: (value: string) => leftToRight(intl.formatNumber(Number(value), { style: 'currency', currency })),
    /** An ISO moment as `YYYY-MM-DD HH:MM` in the institution's time zone. */
    moment: (iso: string) => leftToRight(localMoment(iso, timeZone)),
    bytes: (value: number) => {
      const isSmall = value < 1_000_000
      // A file of a few bytes is not nothing.
      const shown = value > 0 ? Math.max(value, 100) : 0
      return intl.formatNumber(shown / (isSmall ? 1000 : 1_000_000), {
        style: 'unit',
        unit: isSmall ? 'kilobyte' : 'megabyte',
        maximumFractionDigits: 1,
      })
    },
  }
}

/** Amounts and moments are read from left to right in Arabic, too; the marks of `Intl` alone tear sign and currency apart. */
function leftToRight(text: string): string {
  if (document.documentElement.dir !== 'rtl') return text
  return `\u2066${text.replaceAll(/[\u200e\u200f\u061c]/g, '')}\u2069`
}

/** `sv-SE` writes the ISO order; the zone is the institution's, not the browser's. */
export function localMoment(iso: string, timeZone: string): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(moment)
}
