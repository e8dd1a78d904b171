import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useText } from '../../i18n/use-text.ts'
import { focusFirstWrong } from '../../ui/focus-first-wrong.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { isExternalAccount } from './editability.ts'
import classes from './element-fields.module.css'
import { ElementFields, type ElementRules } from './element-fields.tsx'
import { freshValues } from './elements.ts'
import type { RecordForm } from './use-record-form.ts'

export type ElementDraft = { path: string; values: Record<string, unknown>; isNew: boolean }

type Props = {
  segment: SegmentDescription
  draft: ElementDraft
  record: UserRecord
  form: RecordForm
  rules?: ElementRules | undefined
  /** Goes on with another new one. */
  onNext: () => void
  onClose: () => void
}

/** Adds or edits an element of any kind. It joins the other edits of the record; saving writes them together. */
export function ElementDialog({ segment, draft, record, form, rules, onNext, onClose }: Props) {
  const t = useText()
  useFocusBack(true)
  const what = t.of(`segment.${segment.kind}`, segment.kind)
  const dialog = useDraft(segment, { draft, form, rules })
  const canBeExternal =
    draft.isNew && isExternalAccount(record) && segment.fields.some(field => field.name === 'external')

  function submit(event: FormEvent, goesOn: boolean) {
    event.preventDefault()
    if (!dialog.put()) return
    if (goesOn) onNext()
    else onClose()
  }

  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(draft.isNew ? 'elements.addTitle' : 'elements.editTitle', { what })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form ref={dialog.ref} noValidate onSubmit={event => submit(event, false)}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
            <ElementFields
              segment={segment}
              values={dialog.values}
              onChange={dialog.set}
              errorOf={dialog.errorOf}
              rules={rules}
              recordType={String(record.values['record_type'])}
            />
          </SimpleGrid>
          {canBeExternal && (
            <Checkbox
              label={t('elements.addAsExternal')}
              description={t('elements.externalHint')}
              checked={dialog.values['external'] === true}
              onChange={event => dialog.set('external', event.currentTarget.checked)}
            />
          )}
          <Text size="xs" c="dimmed">
            {t('elements.oneSave')}
          </Text>
          <Group justify="flex-end" gap="xs">
            {draft.isNew && (
              <Button variant="subtle" color="gray" className={classes.clear} onClick={dialog.clear}>
                {t('elements.clear')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            {draft.isNew && (
              <Button variant="default" onClick={event => submit(event, true)}>
                {t('elements.add')}
              </Button>
            )}
            <Button type="submit">{t(draft.isNew ? 'elements.addAndClose' : 'elements.apply')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** What is typed into the dialog; what the server refused before is shown at its field. */
function useDraft(
  segment: SegmentDescription,
  { draft, form, rules }: Pick<Props, 'draft' | 'form' | 'rules'>,
) {
  const t = useText()
  const ref = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(draft.values)
  const [missing, setMissing] = useState<readonly string[]>([])
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())

  function set(name: string, value: unknown) {
    setValues(before => {
      const next = { ...before, [name]: value }
      return rules?.adjusted?.(name, next) ?? next
    })
    setMissing(before => before.filter(one => one !== name))
    setTouched(before => new Set(before).add(name))
  }

  /** As at first, with the focus where typing begins. */
  function clear() {
    setValues(freshValues(segment))
    setMissing([])
    ref.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }

  /** Puts the element among the edits of the record, unless something is missing. */
  function put(): boolean {
    const empty = segment.fields.filter(
      field => field.required && !field.machine && isEmpty(values[field.name]),
    )
    setMissing(empty.map(field => field.name))
    if (empty.length > 0) {
      focusFirstWrong(ref.current)
      return false
    }
    form.set(draft.path, values)
    return true
  }

  const errorOf = (name: string) => {
    if (missing.includes(name)) return t('rule.required')
    return touched.has(name) ? undefined : form.errorOf(`${draft.path}/${name}`)
  }
  return { ref, values, set, put, clear, errorOf }
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
