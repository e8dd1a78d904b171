import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Filter } from '../../../contract/filter.ts'
import { createSet, listSets } from '../../../contract/sets.ts'
import { call } from '../../api/client.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { problemText } from '../../ui/error-state.tsx'
import { useToast } from '../../ui/use-toast.ts'
import { type Choice, fitsIntoAddress, mostChosen } from './choice.ts'

/** How the page of a job learns whom it is for. */
export type Population = { filter: string; set?: undefined } | { set: string; filter?: undefined }

/**
 * Gives a choice to another page: in the address, or, when it is too long for one, as a new private set, which stays as
 * proof of who was meant. `forbidden` says why the choice cannot be given on.
 */
export function useHandOver(choice: Choice) {
  const t = useText()
  const toast = useToast()
  const forbidden = useForbidden()
  const client = useQueryClient()
  const isShort = fitsIntoAddress(choice.filter)
  const isTooMany = !choice.isAll && (choice.count ?? 0) > mostChosen
  const send = useMutation({
    mutationFn: async (then: (population: Population) => unknown) => {
      await then(isShort ? { filter: JSON.stringify(choice.filter) } : { set: await keep(choice.filter) })
    },
    onError: error => toast(problemText(t, error)),
  })

  async function keep(filter: Filter): Promise<string> {
    // To the millisecond, because names of sets are unique.
    const name = t('bulk.setName', { moment: new Date().toISOString().replace('T', ' ').replace('Z', '') })
    const set = await call(createSet, { body: { name, kind: 'itemised', isPrivate: true, filter } })
    await invalidate(client, [listSets])
    return String(set.setId)
  }

  return {
    isShort,
    isBusy: send.isPending,
    forbidden: isTooMany
      ? t('bulk.tooMany', { count: mostChosen })
      : isShort
        ? undefined
        : forbidden('sets.manage'),
    handOver: (then: (population: Population) => unknown) => send.mutate(then),
  }
}
