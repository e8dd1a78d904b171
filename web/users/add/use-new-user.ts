import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Endpoint } from '../../../contract/endpoint.ts'
import {
  countUsers,
  facetUsers,
  type LookAlike,
  listUsers,
  type UserRecord,
} from '../../../contract/users.ts'
import { invalidate } from '../../api/query.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useInvite } from '../../sso/use-invite.ts'
import { type Form, useForm } from '../../ui/form.ts'
import { useToast } from '../../ui/use-toast.ts'
import { enteredValues, firstValues } from './new-user.ts'

type Values = Record<string, unknown>
export type NewUserForm = Form<Values>

export type NewUserOptions = {
  endpoint: Endpoint
  recordType: string
  /** What the form holds at first, beside its elements. */
  initial?: Values
  /** What is sent beside the values that were entered; its `values` join those. */
  also?: (values: Values) => { values?: Values; password?: unknown }
}

/** The form of a new user, what looks like somebody who is there already, and where to go when it is saved. */
export function useNewUser({ endpoint, recordType, initial = {}, also }: NewUserOptions) {
  const { segments } = useCatalogue()
  const { finish, isDone } = useFinish()
  const invite = useInvite()
  const [lookAlikes, setLookAlikes] = useState<readonly LookAlike[]>([])
  const [isSponsorMissing, setSponsorMissing] = useState(false)
  const intent = useRef({ goesOn: false, accepts: false })
  const form: NewUserForm = useForm<Endpoint, Values>(endpoint, {
    initial: { ...firstValues(segments), ...initial },
    request: values => {
      const { values: others, ...more } = also?.(values) ?? {}
      const body = {
        recordType,
        values: { ...enteredValues(values), ...others },
        ...(values['isProxy'] ? { fulfillmentProxyFor: values['sponsorId'] } : {}),
        ...(intent.current.accepts ? { acceptLookAlikes: true } : {}),
        ...more,
      }
      return { body } as never
    },
    onSuccess: answer => {
      const saved = answer as unknown as UserRecord
      if (form.values['invitesToSocialLogin'] === true) invite(saved.userId)
      return finish(saved, intent.current.goesOn)
    },
    onFailure: error => {
      if (error.code !== 'look_alikes') return false
      setLookAlikes(error.details['people'] as LookAlike[])
      return true
    },
  })

  function save(how: { goesOn?: boolean; accepts?: boolean }) {
    intent.current = { ...intent.current, ...how }
    const isMissing = form.values['isProxy'] === true && form.values['sponsorId'] == null
    setSponsorMissing(isMissing)
    if (!isMissing) void form.submit()
  }
  return { form, save, lookAlikes, dismiss: () => setLookAlikes([]), isSponsorMissing, isDone }
}

function useFinish() {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isDone, setDone] = useState(false)
  async function finish(saved: UserRecord, goesOn: boolean) {
    setDone(true)
    toast(t('addUser.done', { name: saved.name }))
    await invalidate(client, [listUsers, countUsers, facetUsers])
    const userId = String(saved.userId)
    if (goesOn) await navigate({ to: '/users/$userId/$tab', params: { userId, tab: 'general' } })
    else await navigate({ to: '/users' })
  }
  return { finish, isDone }
}
