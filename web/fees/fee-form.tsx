import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { Fee } from '../../contract/fees.ts'
import { useText } from '../i18n/use-text.ts'
import { CurrentDesk } from '../session/current-desk.tsx'
import { useSession } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import type { Form } from '../ui/form.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { useFeeName } from './use-fee-name.ts'

type AnyForm = Pick<Form<Record<string, never>>, 'props' | 'errorOf' | 'failure' | 'isSending'>

type Props = {
  title: string
  form: AnyForm
  /** What will happen, with the amount. */
  consequence: ReactNode
  submit: string
  onClose: () => void
  children?: ReactNode
  /** Another button, in front of the one that submits. */
  also?: ReactNode
  onSubmit?: () => void
}

/** The one dialog for a change of fees: what is asked, where one is, what will happen, and the button that confirms it. */
export function FeeForm({ title, form, consequence, submit, onClose, children, also, onSubmit }: Props) {
  const t = useText()
  useFocusBack(true)
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form {...form.props} {...(onSubmit ? { onSubmit: prevented(onSubmit) } : {})}>
        <Stack gap="sm">
          {children}
          <CurrentDesk size="sm" label={t('desk.currentlyAt')} error={form.errorOf('desk')} />
          <FailureAlert error={form.failure} />
          <Text size="sm" role="status">
            {consequence}
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            {also}
            <Button type="submit" loading={form.isSending}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const prevented = (submit: () => void) => (event: FormEvent) => {
  event.preventDefault()
  submit()
}

/** Which fee a dialog is about. */
export function AboutFee({ fee }: { fee: Fee }) {
  const name = useFeeName()
  return (
    <Text size="sm" fw={500}>
      <bdi>{name(fee)}</bdi>
      {fee.title && (
        <Text span size="sm" fw={400} c="dimmed" display="block">
          <bdi>{fee.title}</bdi>
        </Text>
      )}
    </Text>
  )
}

type BindsText = { text: (name: never) => object }

/** An amount as people type it. */
export function AmountField({ form, label }: { form: BindsText; label?: string }) {
  const t = useText()
  const { institution } = useSession()
  return (
    <TextInput
      {...form.text('amount' as never)}
      label={label ?? t('fees.amount', { currency: institution.currency })}
      inputMode="decimal"
      autoComplete="off"
      required
      data-autofocus
    />
  )
}

export function CommentField({ form, required = false }: { form: BindsText; required?: boolean }) {
  const t = useText()
  return (
    <Textarea
      {...form.text('comment' as never)}
      label={t('fees.column.comment')}
      autosize
      minRows={2}
      dir="auto"
      required={required}
    />
  )
}
