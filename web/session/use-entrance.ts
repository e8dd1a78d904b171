import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { type NextStep, type SignInAnswer, signInSteps } from '../../contract/session.ts'
import { oneOf } from '../search-params.ts'
import { sessionQuery } from './session.ts'

/** The way in: the step that comes next, if any, and what to do with each answer until the session is there. */
export function useEntrance(goTo = '/users') {
  const client = useQueryClient()
  const router = useRouter()
  // Another sign-in of the institution sends people here with their step behind `#`, where no server and no log sees it.
  const hash = useRouterState({ select: state => state.location.hash })
  const [step, setStep] = useState(() => stepIn(hash))

  function arrive(answer: SignInAnswer) {
    if ('next' in answer) return setStep(answer)
    client.clear()
    client.setQueryData(sessionQuery.queryKey, answer)
    router.history.push(goTo)
  }
  return { step, arrive, restart: () => setStep(undefined) }
}

export type Entrance = ReturnType<typeof useEntrance>

/** `step=second_factor&ticket=…` */
function stepIn(hash: string): NextStep | undefined {
  const given = new URLSearchParams(hash)
  const next = oneOf(signInSteps, given.get('step'))
  const ticket = given.get('ticket')
  return next && ticket ? { next, ticket } : undefined
}
