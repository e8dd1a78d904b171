import { feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'

/** Types that are added by hand, and what the institution says of them. */
export function useFeeTypes() {
  const { options, details } = useCodes()
  const detailsOf = (type: string) => {
    const said = details(feeTables.type, type)
    return { isOfLibrary: said?.['owner'] === 'LIBRARY', vatPercent: Number(said?.['vat_percent'] ?? 0) }
  }
  const byHand = options(feeTables.type).filter(
    ({ value }) => details(feeTables.type, value)?.['manual'] === true,
  )
  return { types: byHand, detailsOf }
}
