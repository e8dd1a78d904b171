import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { isSame } from '../../ui/form-rules.ts'
import type { RecordForm } from './use-record-form.ts'
import { useValueText } from './use-value-text.ts'

/** What changed meanwhile, and per field whose value shall stay (features B8). */
export function ConflictDialog({ form }: { form: RecordForm }) {
  return form.theirs ? <Conflict form={form} theirs={form.theirs} /> : null
}

function Conflict({ form, theirs }: { form: RecordForm; theirs: UserRecord }) {
  const t = useText()
  const { base, changed, values } = form
  const moved = movedFields(base, theirs)
  const both = moved.filter(field => changed.includes(field) && !isSame(values[field], theirs.values[field]))
  const onlyTheirs = moved.filter(field => !changed.includes(field))
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set(both))
  const choose = (field: string, isMine: boolean) =>
    setMine(new Set(isMine ? [...mine, field] : [...mine].filter(one => one !== field)))
  return (
    <Modal
      opened
      size="lg"
      onClose={form.postpone}
      title={t('conflict.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('conflict.text')}</Text>
        {both.map(field => (
          <Choice
            key={field}
            field={field}
            isMine={mine.has(field)}
            mine={values[field]}
            theirs={theirs.values[field]}
            onChoose={isMine => choose(field, isMine)}
          />
        ))}
        <TheirsOnly fields={onlyTheirs} base={base} theirs={theirs} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={form.postpone}>
            {t('action.cancel')}
          </Button>
          <Button onClick={() => form.settle(mine)}>{t('conflict.apply')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type ChoiceProps = {
  field: string
  isMine: boolean
  mine: unknown
  theirs: unknown
  onChoose: (isMine: boolean) => void
}

function Choice({ field, isMine, mine, theirs, onChoose }: ChoiceProps) {
  const t = useText()
  const text = useFieldText()
  return (
    <Radio.Group
      label={t.of(`field.${field}`, field)}
      value={isMine ? 'mine' : 'theirs'}
      onChange={value => onChoose(value === 'mine')}
    >
      <Stack gap={6} mt={6}>
        <Radio value="mine" label={t('conflict.mine', { value: text(field, mine) })} />
        <Radio value="theirs" label={t('conflict.theirs', { value: text(field, theirs) })} />
      </Stack>
    </Radio.Group>
  )
}

type TheirsOnlyProps = { fields: string[]; base: UserRecord; theirs: UserRecord }

function TheirsOnly({ fields, base, theirs }: TheirsOnlyProps) {
  const t = useText()
  const text = useFieldText()
  if (fields.length === 0) return null
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('conflict.onlyTheirs')}
      </Text>
      <ul>
        {fields.map(field => (
          <li key={field}>
            <Text size="sm" span>
              {t('conflict.line', {
                field: t.of(`field.${field}`, field),
                before: text(field, base.values[field]),
                after: text(field, theirs.values[field]),
              })}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}

function useFieldText() {
  const t = useText()
  const { fields } = useCatalogue()
  const textOf = useValueText()
  return (name: string, value: unknown) =>
    textOf(
      fields.find(field => field.name === name),
      value,
    ) || t('conflict.emptied')
}

function movedFields(base: UserRecord, theirs: UserRecord): string[] {
  const names = new Set([...Object.keys(base.values), ...Object.keys(theirs.values)])
  return [...names].filter(name => !isSame(base.values[name], theirs.values[name]))
}
