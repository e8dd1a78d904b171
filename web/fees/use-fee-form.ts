import { useQueryClient } from '@tanstack/react-query'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import { listFees, listFeeTransactions, readFeeSummary } from '../../contract/fees.ts'
import { readUser } from '../../contract/users.ts'
import type { CallOf } from '../api/client.ts'
import { invalidate } from '../api/query.ts'
import { useCurrentDesk } from '../session/current-desk.tsx'
import { useForm } from '../ui/form.ts'
import { useToast } from '../ui/use-toast.ts'

type Options<E extends Endpoint, Values> = {
  initial: Values
  /** `place` names the desk, if there is one. */
  request: (values: Values, place: { desk?: string }) => CallOf<E>
  /** What the toast says when it is done. */
  done: (answer: ResponseOf<E>) => string
  onDone: () => void
}

/** The form of a change of fees: it is made at the current desk, and list, balances and header follow. */
export function useFeeForm<E extends Endpoint, Values extends object>(
  endpoint: E,
  { initial, request, done, onDone }: Options<E, Values>,
) {
  const toast = useToast()
  const client = useQueryClient()
  const { desk } = useCurrentDesk()
  return useForm(endpoint, {
    initial,
    request: values => request(values, desk ? { desk } : {}),
    onSuccess: async answer => {
      onDone()
      toast(done(answer))
      await invalidate(client, [listFees, readFeeSummary, listFeeTransactions, readUser])
    },
  })
}
