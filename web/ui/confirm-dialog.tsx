import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from './failure-alert.tsx'
import { useFocusBack } from './use-focus-back.ts'

export type ConfirmDialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What will happen. */
  children: ReactNode
  confirmLabel: string
  onConfirm: () => void
  isDangerous?: boolean
  isSending?: boolean
  /** False keeps the button from doing anything. */
  canConfirm?: boolean
  error?: unknown
}

/** Asks before something happens; the failure shows in the dialog, and what was typed stays. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title, children, confirmLabel, onConfirm, canConfirm = true } = props
  const t = useText()
  useFocusBack(isOpen)
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (canConfirm && !props.isSending) onConfirm()
        }}
      >
        <Stack gap="md">
          {children}
          <FailureAlert error={props.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button
              type="submit"
              color={props.isDangerous ? 'red.8' : undefined}
              loading={props.isSending}
              aria-disabled={!canConfirm}
              data-disabled={!canConfirm || undefined}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
