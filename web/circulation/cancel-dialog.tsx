import { Text } from '@mantine/core'
import { useState } from 'react'
import { cancelRequest, type HoldRequest } from '../../contract/circulation.ts'
import { useSend } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'
import { staleAfterAct } from './use-desk-act.ts'

/** Ends a request for a reason. */
export function CancelDialog({ request, onClose }: { request: HoldRequest; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const reasons = useCodes().options('RequestCancellationReasons')
  const [reason, setReason] = useState(reasons[0]?.value)
  const send = useSend(cancelRequest, {
    invalidates: staleAfterAct,
    onSuccess: () => {
      onClose()
      toast(t('circulation.cancelled'))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('circulation.cancel')}
      confirmLabel={t('circulation.cancel')}
      canConfirm={reason !== undefined}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => reason && send.mutate({ params: { requestId: request.requestId }, body: { reason } })}
    >
      <Text size="sm">
        <bdi>{request.title}</bdi>
      </Text>
      <CodeSelect
        required
        label={t('circulation.cancelReason')}
        options={reasons}
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  )
}
