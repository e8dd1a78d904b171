import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../contract/users.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'

/** Notes that pop up when a record is opened, once for each visit (features E1). */
export function PopUpNotes({ record }: { record: UserRecord }) {
  const t = useText()
  const { label } = useCodes()
  const notes = (record.segments['note'] ?? []).filter(note => note.values['popup'] === true)
  const [isOpen, setOpen] = useState(notes.length > 0)
  useFocusBack(isOpen)
  const close = () => setOpen(false)
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('record.popUpNotes', { name: record.name })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        {notes.map(note => (
          <div key={note.id}>
            <Text size="xs" c="dimmed">
              {label('NoteTypes', String(note.values['note_type']))}
            </Text>
            <Text size="sm">
              <bdi>{String(note.values['text'])}</bdi>
            </Text>
          </div>
        ))}
        <Group justify="flex-end">
          <Button onClick={close} data-autofocus>
            {t('record.notesSeen')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
