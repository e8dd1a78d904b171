import { type FormEvent, useRef, useState } from 'react'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { type CallOf, call } from '../api/client.ts'
import { ProblemError } from '../api/problem-error.ts'
import { useText } from '../i18n/use-text.ts'
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
  const t = useText()
  const ref = useRef<HTMLFormElement>(null)
  const [edits, setEdits] = useState<Partial<Values>>({})
  const [problems, setProblems] = useState<FieldProblem[]>([])
  const [failure, setFailure] = useState<ProblemError>()
  const [isSending, setSending] = useState(false)
  const values: Values = { ...initial, ...edits }
  const changed = changedFields(initial, edits)

  function set<K extends keyof Values & string>(name: K, value: Values[K]) {
    setEdits(before => ({ ...before, [name]: value }) as Partial<Values>)
    setProblems(before => before.filter(problem => fieldOf(problem) !== name))
  }

  function reset() {
    setEdits({})
    setProblems([])
    setFailure(undefined)
  }

  function refuse(found: FieldProblem[], error?: ProblemError) {
    setProblems(found)
    setFailure(found.length === 0 ? error : undefined)
    // The first wrong field, once React has marked it.
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    if (isSending) return
    const found = problemsOf(endpoint, values)
    if (found.length > 0) return refuse(found)
    setSending(true)
    try {
      const answer = await call(endpoint, request(values, changed))
      setProblems([])
      setFailure(undefined)
      await onSuccess(answer)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (!(await onFailure?.(error))) refuse(error.problems, error)
    } finally {
      setSending(false)
    }
  }

  function errorOf(name: string): string | undefined {
    const problem = problems.find(one => fieldOf(one) === name)
    return problem && t.of(`rule.${problem.rule}`, t('rule.other'), { limit: problem.limit })
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
    errorOf,
    /** For `<form>`. */
    props: { ref, noValidate: true, onSubmit: submit },
    /** For fields whose `onChange` gives the value: `CodeSelect`, `DateField`, `SegmentedControl`. */
    field: <K extends keyof Values & string>(name: K) => ({
      value: values[name],
      onChange: (value: Values[K]) => set(name, value),
      error: errorOf(name),
      ...limitsOf(endpoint, name),
    }),
    /** For fields whose `onChange` gives an event: `TextInput`, `Textarea`, `PasswordInput`. */
    text: (name: keyof Values & string) => ({
      name,
      value: String(values[name] ?? ''),
      onChange: (event: { currentTarget: { value: string } }) =>
        set(name, event.currentTarget.value as Values[typeof name]),
      error: errorOf(name),
      ...limitsOf(endpoint, name),
    }),
    /** For `Checkbox` and `Switch`. */
    check: (name: keyof Values & string) => ({
      checked: values[name] === true,
      onChange: (event: { currentTarget: { checked: boolean } }) =>
        set(name, event.currentTarget.checked as Values[typeof name]),
    }),
  }
}

/** The form of `useForm`, for components that take a part of it. */
export type Form<Values extends object> = ReturnType<typeof useForm<Endpoint, Values>>
