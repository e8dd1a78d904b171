import { useCodes } from '../configuration/configuration.ts'
import { useSession } from '../session/session.ts'

/** Who owns fees: libraries, and the institution by its own code. */
export function useOwner() {
  const { label, options } = useCodes()
  const { institution } = useSession()
  return {
    nameOf: (owner: string | undefined): string =>
      owner === undefined ? institution.name : label('Libraries', owner),
    libraries: options('Libraries'),
    everybody: [{ value: institution.code, label: institution.name }, ...options('Libraries')],
  }
}
