import { Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from './failure-alert.tsx'
import { FormButtons } from './form-buttons.tsx'
import { useFocusBack } from './use-focus-back.ts'

type Props = {
  title: string
  /** What it is about, above the fields. */
  text?: string | undefined
  form: { props: object; failure: unknown; isSending: boolean }
  /** For many fields. */
  isWide?: boolean
  onClose: () => void
  children: ReactNode
}

/** A form in a dialog: `<FormDialog title={…} form={useForm(createSet, …)} onClose={…}>` around its fields. */
export function FormDialog({ title, text, form, isWide = false, onClose, children }: Props) {
  const t = useText()
  useFocusBack(true)
  return (
    <Modal
      opened
      size={isWide ? 'lg' : 'md'}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form {...form.props}>
        <Stack gap="sm">
          {text !== undefined && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
          <FailureAlert error={form.failure} />
          {children}
          <FormButtons isSending={form.isSending} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
