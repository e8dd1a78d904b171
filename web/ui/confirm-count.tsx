import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx'
import { countTyped } from './count-typed.ts'

type Props = Omit<ConfirmDialogProps, 'canConfirm' | 'onConfirm'> & {
  /** Number of users that will be changed. */
  count: number
  onConfirm: (count: number) => void
}

/** The one dialog before a mass change: it says what happens and wants the exact count typed. */
export function ConfirmCount({ count, children, onConfirm, ...dialog }: Props) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const isRight = countTyped(typed) === count
  const close = () => {
    setTyped('')
    dialog.onClose()
  }
  return (
    <ConfirmDialog {...dialog} onClose={close} canConfirm={isRight} onConfirm={() => onConfirm(count)}>
      <Text size="sm" component="div">
        {children}
      </Text>
      <TextInput
        label={t('confirm.type', { count })}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        error={typed !== '' && !isRight ? t('confirm.wrong', { count }) : undefined}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
      />
    </ConfirmDialog>
  )
}
