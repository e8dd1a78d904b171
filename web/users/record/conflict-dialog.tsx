import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../contract/users.ts'
import { useText } from '../../i18n/use-text.ts'
import { isSame } from '../../ui/form-rules.ts'
import { flatRecord } from './elements.ts'
import { usePathWords } from './use-path-words.ts'
import type { RecordForm } from './use-record-form.ts'

/** What changed meanwhile, and per field whose value shall stay (features B8). */
export function ConflictDialog({ form }: { form: RecordForm }) {
  return form.theirs ? <Conflict form={form} theirs={form.theirs} /> : null
}

function Conflict({ form, theirs }: { form: RecordForm; theirs: UserRecord }) {
  const t = useText()
  const { base, changed, values } = form
  const before = flatRecord(base)
  const now = flatRecord(theirs)
  const moved = movedPaths(before, now)
  const both = moved.filter(path => changed.includes(path) && !isSame(values[path], now[path]))
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
            theirs={now[field]}
            onChoose={isMine => choose(field, isMine)}
          />
        ))}
        <TheirsOnly paths={onlyTheirs} before={before} now={now} />
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
  const words = usePathWords()
  return (
    <Radio.Group
      label={words.name(field)}
      value={isMine ? 'mine' : 'theirs'}
      onChange={value => onChoose(value === 'mine')}
    >
      <Stack gap={6} mt={6}>
        <Radio value="mine" label={t('conflict.mine', { value: words.value(field, mine) })} />
        <Radio value="theirs" label={t('conflict.theirs', { value: words.value(field, theirs) })} />
      </Stack>
    </Radio.Group>
  )
}

type TheirsOnlyProps = { paths: string[]; before: Values; now: Values }

function TheirsOnly({ paths, before, now }: TheirsOnlyProps) {
  const t = useText()
  const words = usePathWords()
  if (paths.length === 0) return null
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('conflict.onlyTheirs')}
      </Text>
      <ul>
        {paths.map(path => (
          <li key={path}>
            <Text size="sm" span>
              {t('conflict.line', {
                field: words.name(path),
                before: words.value(path, before[path]),
                after: words.value(path, now[path]),
              })}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}

type Values = Record<string, unknown>

/** Paths that somebody else changed. */
function movedPaths(before: Values, now: Values): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...paths].filter(path => !isSame(before[path], now[path]))
}
