import { Text } from '@mantine/core'
import { deleteSet, listSets, type UserSet } from '../../contract/sets.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'

/** Asks before a set is deleted. */
export function DeleteSetDialog({ set, onClose }: { set: UserSet; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const send = useSend(deleteSet, {
    invalidates: [listSets],
    onSuccess: () => {
      onClose()
      toast(t('sets.delete.done', { name: set.name }))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('sets.delete.title', { name: set.name })}
      confirmLabel={t('sets.delete.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { setId: set.setId } })}
    >
      <Text size="sm">{t('sets.delete.text')}</Text>
    </ConfirmDialog>
  )
}
