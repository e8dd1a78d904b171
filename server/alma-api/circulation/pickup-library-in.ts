import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import { textIn } from '../text-in.ts'
import { readWords } from '../words.ts'
import { placeTables } from './loan-tree.ts'
import { refuseCirculation } from './refuse-circulation.ts'

/**
 * The library where a request is fetched, or undefined if the body does not say; a desk stands for its library. Throws
 * 401895 for places that there are not, 60308 for addresses and 60324 for other institutions.
 */
export async function pickupLibraryIn(ctx: Context, body: AlmaTree): Promise<string | undefined> {
  const type = textIn(body['pickup_location_type']) ?? 'LIBRARY'
  const institution = textIn(body['pickup_location_institution']) ?? ctx.institution.code
  if (type === 'INSTITUTION' || institution !== ctx.institution.code) throw refuseCirculation('60324')
  if (type !== 'LIBRARY' && type !== 'CIRCULATION_DESK') throw refuseCirculation('60308')
  const library = textIn(body['pickup_location_library'])
  if (library === undefined) return undefined
  const desk =
    type === 'CIRCULATION_DESK' ? (textIn(body['pickup_location_circulation_desk']) ?? '') : undefined
  const words = await readWords(ctx, placeTables)
  const isThere =
    desk === undefined
      ? words.label('Libraries', library) !== ''
      : words.detail('CircDesks', desk, 'library') === library
  if (!isThere) throw refuseCirculation('401895', { desk: desk ?? '', library })
  return library
}
