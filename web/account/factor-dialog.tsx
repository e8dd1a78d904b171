import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  beginOwnFactor,
  confirmOwnFactor,
  readAccount,
  removeOwnFactor,
  renewRecoveryCodes,
} from '../../contract/account.ts'
import type { FactorSecret } from '../../contract/session.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FactorSecretView, RecoveryCodes } from '../session/factor-secret.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'

export type FactorTask = 'set_up' | 'renew' | 'remove'

const titles = { set_up: 'factor.title', renew: 'factor.renew', remove: 'factor.remove' } as const

/** Each begins with the password; then the secret with its first code; at the end the recovery codes. */
export function FactorDialog({ task, onClose }: { task: FactorTask; onClose: () => void }) {
  const t = useText()
  const client = useQueryClient()
  useFocusBack(true)
  const [secret, setSecret] = useState<FactorSecret>()
  const [codes, setCodes] = useState<string[]>()
  const refresh = () => void invalidate(client, [readAccount])
  function showCodes(answer: { recoveryCodes: string[] }) {
    setCodes(answer.recoveryCodes)
    refresh()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(titles[task])}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {codes && <RecoveryCodes codes={codes} onDone={onClose} />}
      {!codes && secret && <Confirm secret={secret} onDone={showCodes} />}
      {!codes && !secret && (
        <AskPassword
          task={task}
          onSecret={setSecret}
          onCodes={showCodes}
          onRemoved={() => {
            refresh()
            onClose()
          }}
        />
      )}
    </Modal>
  )
}

type AskProps = {
  task: FactorTask
  onSecret: (secret: FactorSecret) => void
  onCodes: (answer: { recoveryCodes: string[] }) => void
  onRemoved: () => void
}

function AskPassword({ task, onSecret, onCodes, onRemoved }: AskProps) {
  const t = useText()
  const common = {
    initial: { current: '' },
    request: (body: { current: string }) => ({ body }),
  }
  const forms = {
    set_up: useForm(beginOwnFactor, { ...common, onSuccess: onSecret }),
    renew: useForm(renewRecoveryCodes, { ...common, onSuccess: onCodes }),
    remove: useForm(removeOwnFactor, { ...common, onSuccess: onRemoved }),
  }
  const form = forms[task]
  return (
    <form {...form.props}>
      <Stack gap="md">
        <PasswordInput
          {...form.text('current')}
          label={t('ownAccount.current')}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        <FailureAlert error={form.failure} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isSending} color={task === 'remove' ? 'red.8' : undefined}>
            {t(task === 'remove' ? 'factor.remove' : 'factor.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Confirm({
  secret,
  onDone,
}: {
  secret: FactorSecret
  onDone: (answer: { recoveryCodes: string[] }) => void
}) {
  const t = useText()
  const form = useForm(confirmOwnFactor, {
    initial: { code: '' },
    request: body => ({ body }),
    onSuccess: onDone,
  })
  return (
    <form {...form.props}>
      <Stack gap="md">
        <Text size="sm">{t('factor.scan')}</Text>
        <FactorSecretView secret={secret} />
        <TextInput
          {...form.text('code')}
          label={t('factor.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          dir="ltr"
        />
        <FailureAlert error={form.failure} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isSending}>
            {t('factor.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
