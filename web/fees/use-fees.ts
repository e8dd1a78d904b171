import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Fee, listFees, readFeeSummary } from '../../contract/fees.ts'
import { call } from '../api/client.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import type { FeeSearch } from './fee-search.ts'

/** The listed fees of a user, their balances, and those that the person has chosen, also of pages that are not shown. */
export function useFees(userId: number, search: FeeSearch) {
  const query = { status: search.status, owner: search.owner }
  const source = useRows(listFees, { params: { userId }, query })
  const summary = useQuery(q(readFeeSummary, { params: { userId }, query }))
  const [picked, setPicked] = useState<Fee[]>([])
  // Of what is shown the newest state counts: somebody may have paid since.
  const shown = new Map(source.rows.map(fee => [fee.feeId, fee]))
  const chosen = picked.map(fee => shown.get(fee.feeId) ?? fee)

  function choose(ids: string[]) {
    const known = new Map([...chosen, ...source.rows].map(fee => [String(fee.feeId), fee]))
    setPicked(ids.flatMap(id => known.get(id) ?? []))
  }

  async function chooseAll() {
    const all: Fee[] = []
    let after: string | undefined
    do {
      const page = await call(listFees, { params: { userId }, query: { ...query, limit: 500, after } })
      all.push(...page.items)
      after = page.next
    } while (after)
    setPicked(all)
  }

  const clear = () => setPicked([])
  return { userId, source, summary, chosen, choose, chooseAll, clear }
}

export type FeeList = ReturnType<typeof useFees>
