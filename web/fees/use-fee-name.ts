import { type Fee, feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'

/** How a fee is called: its type and its original amount. */
export function useFeeName(): (fee: Fee) => string {
  const { label } = useCodes()
  const { money } = useFormats()
  return fee => `${label(feeTables.type, fee.type)}, ${money(fee.originalAmount)}`
}
