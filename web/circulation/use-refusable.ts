import { useState } from 'react'
import type { Refusal } from '../../contract/circulation.ts'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import type { CallOf } from '../api/client.ts'
import { ProblemError } from '../api/problem-error.ts'
import { useSend } from '../api/query.ts'

type Options<E extends Endpoint> = {
  invalidates: readonly Endpoint[]
  onSuccess: (answer: ResponseOf<E>) => unknown
}

/** The reasons of a refusal at the desk; none if it is another failure. */
function refusalsIn(error: unknown): Refusal[] {
  const isRefused = error instanceof ProblemError && error.code === 'circulation_refused'
  return isRefused ? (error.details['refusals'] as Refusal[]) : []
}

/** Something that the desk may refuse; `override` does it again, naming the reasons that have been shown. */
export function useRefusable<E extends Endpoint>(endpoint: E, options: Options<E>) {
  const [asked, setAsked] = useState<CallOf<E>>()
  const { mutate, reset, error, isPending } = useSend(endpoint, options)
  const refusals = refusalsIn(error)
  return {
    isPending,
    refusals,
    /** A failure that is no refusal. */
    failure: refusals.length > 0 ? undefined : (error ?? undefined),
    close: reset,
    send: (call: CallOf<E>) => {
      setAsked(call)
      mutate(call)
    },
    override: () => {
      const body = { ...(asked as { body?: object }).body, overrides: refusals.map(one => one.key) }
      mutate({ ...asked, body } as CallOf<E>)
    },
  }
}

export type Refusable = Pick<
  ReturnType<typeof useRefusable<Endpoint>>,
  'isPending' | 'refusals' | 'close' | 'override'
>
