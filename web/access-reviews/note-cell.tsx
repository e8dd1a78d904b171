import { ActionIcon, Group, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReviewItem } from '../../contract/access-reviews.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { NoteWords } from './item-cells.tsx'
import { useDecide } from './use-decide.ts'

const longestNote = 1000

/** Why it was decided so; edited in a dialog. */
export function NoteCell({ item }: { item: ReviewItem }) {
  const t = useText()
  const [isOpen, dialog] = useDisclosure(false)
  if (item.userId === undefined || item.isOwn) return <NoteWords item={item} />
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('reviews.noteAbout', { name: item.name })}
        onClick={dialog.open}
      >
        <IconPencil size={16} aria-hidden />
      </ActionIcon>
      <NoteWords item={item} />
      {isOpen && <NoteDialog item={item} onClose={dialog.close} />}
    </Group>
  )
}

function NoteDialog({ item, onClose }: { item: ReviewItem; onClose: () => void }) {
  const t = useText()
  const [note, setNote] = useState(item.note ?? '')
  const { decide, isSending } = useDecide(onClose)
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('reviews.noteAbout', { name: item.name })}
      confirmLabel={t('action.save')}
      isSending={isSending}
      onConfirm={() => decide([item], item.decision ?? null, note)}
    >
      <Textarea
        label={t('reviews.note')}
        description={t('reviews.noteHelp')}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
        maxLength={longestNote}
        autosize
        minRows={3}
        data-autofocus
      />
    </ConfirmDialog>
  )
}
