import { type FormEvent, useRef, useState } from 'react'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { type CallOf, call } from '../api/client.ts'
import { ProblemError } from '../api/problem-error.ts'
import { useText } from '../i18n/use-text.ts'
import { focusFirstWrong } from './focus-first-wrong.ts'
import { changedFields, fieldOf, limitsOf, problemsOf } from './form-rules.ts'

type FormOptions<E extends Endpoint, Values> = {
  /** What the fields hold at first; a field without a value is empty. */
  initial: Values
  /** Builds the call from the values; `changed` names the fields that differ from `initial`. */
  request: (values: Values, changed: string[]) => CallOf<E>
  onSuccess: (answer: ResponseOf<E>) => unknown
  /** Returns true when it has dealt with the failure itself. */
  onFailure?: (error: ProblemError) => boolean | Promise<boolean>
}

/**
 * A form of an endpoint: limits come from its body schema, wrong values are shown at their fields (ours before the
 * call, the server's after it), and what was typed is kept whatever happens.
 */
export function useForm<E extends Endpoint, Values extends object>(
  endpoint: E,
  { initial, request, onSuccess, onFailure }: FormOptions<E, Values>,
) {
  const { ref, problems, failure, refuse, forgive } = useRefusals()
  const [edits, setEdits] = useState<Partial<Values>>({})
  const [isSending, setSending] = useState(false)
  const values: Values = { ...initial, ...edits }
  const changed = changedFields(initial, edits)

  function set<K extends keyof Values & string>(name: K, value: Values[K]) {
    setEdits(before => ({ ...before, [name]: value }) as Partial<Values>)
    forgive(name)
  }

  function reset() {
    setEdits({})
    forgive()
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    if (isSending) return
    const found = problemsOf(endpoint, values)
    if (found.length > 0) return refuse(found)
    setSending(true)
    try {
      const answer = await call(endpoint, request(values, changed))
      forgive()
      await onSuccess(answer)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (!(await onFailure?.(error))) refuse(error.problems, error)
    } finally {
      setSending(false)
    }
  }

  return {
    values,
    changed,
    isDirty: changed.length > 0,
    isSending,
    /** A refusal that belongs to no field. */
    failure,
    problems,
    set,
    reset,
    submit,
    /** For `<form>`. */
    props: { ref, noValidate: true, onSubmit: submit },
    ...useBindings(endpoint, { values, problems, set }),
  }
}

/** The form of `useForm`, for components that take a part of it. */
export type Form<Values extends object> = ReturnType<typeof useForm<Endpoint, Values>>

/** What was refused, and why; the first wrong field gets the focus. */
function useRefusals() {
  const ref = useRef<HTMLFormElement>(null)
  const [problems, setProblems] = useState<FieldProblem[]>([])
  const [failure, setFailure] = useState<ProblemError>()

  function refuse(found: FieldProblem[], error?: ProblemError) {
    setProblems(found)
    setFailure(found.length === 0 ? error : undefined)
    focusFirstWrong(ref.current)
  }

  /** Of one field, because it is being changed; or of all. */
  function forgive(name?: string) {
    setProblems(before => (name ? before.filter(problem => !concerns(fieldOf(problem), name)) : []))
    if (!name) setFailure(undefined)
  }

  return { ref, problems, failure, refuse, forgive }
}

/** Whether a problem at `field` may be gone once `name` changes: the same, a part of it, or the kind that it belongs to. */
function concerns(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}/`) || name.startsWith(`${field}/`)
}

type Bound<Values> = {
  values: Values
  problems: readonly FieldProblem[]
  set: <K extends keyof Values & string>(name: K, value: Values[K]) => void
}

/** Properties that bind inputs to the form. */
function useBindings<Values extends object>(endpoint: Endpoint, { values, problems, set }: Bound<Values>) {
  const t = useText()
  type Name = keyof Values & string

  function errorOf(name: string): string | undefined {
    const problem = problems.find(one => fieldOf(one) === name)
    // The institution's own words come before ours.
    return (
      problem && (problem.message ?? t.of(`rule.${problem.rule}`, t('rule.other'), { limit: problem.limit }))
    )
  }

  return {
    errorOf,
    /** For fields whose `onChange` gives the value: `CodeSelect`, `DateField`, `SegmentedControl`. */
    field: <K extends Name>(name: K) => ({
      value: values[name],
      onChange: (value: Values[K]) => set(name, value),
      error: errorOf(name),
      ...limitsOf(endpoint, name),
    }),
    /** For fields whose `onChange` gives an event: `TextInput`, `Textarea`, `PasswordInput`. */
    text: (name: Name) => ({
      name,
      value: String(values[name] ?? ''),
      onChange: (event: { currentTarget: { value: string } }) =>
        set(name, event.currentTarget.value as Values[Name]),
      error: errorOf(name),
      ...limitsOf(endpoint, name),
    }),
    /** For `Checkbox` and `Switch`. */
    check: (name: Name) => ({
      checked: values[name] === true,
      onChange: (event: { currentTarget: { checked: boolean } }) =>
        set(name, event.currentTarget.checked as Values[Name]),
    }),
  }
}
