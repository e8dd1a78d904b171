import { Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { toggleAccountType, type UserRecord } from '../../../contract/users.ts'
import { call } from '../../api/client.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useRecordChange } from './use-record-change.ts'

const accountTypes = ['INTERNAL', 'INTEXTAUTH', 'EXTERNAL'] as const
type AccountType = (typeof accountTypes)[number]

/** Makes an internal account external, or the other way round, and says what that means (features J4). */
export function ToggleAccountDialog({ record, onClose }: { record: UserRecord; onClose: () => void }) {
  const t = useText()
  const { label } = useCodes()
  const now = String(record.values['account_type'])
  const others = accountTypes.filter(type => type !== now)
  const [chosen, setChosen] = useState<AccountType>(now === 'EXTERNAL' ? 'INTERNAL' : 'EXTERNAL')
  const params = { userId: record.userId }
  const toggle = useRecordChange(record, {
    change: (accountType: AccountType) =>
      call(toggleAccountType, { params, body: { revision: record.revision, accountType } }),
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('record.toggleAccount')}
      confirmLabel={t('toggleAccount.confirm')}
      onConfirm={() => toggle.mutate(chosen)}
      isSending={toggle.isPending}
      error={toggle.error}
    >
      <Radio.Group
        label={t('toggleAccount.question', { now: label('UserUserType', now) })}
        value={chosen}
        onChange={value => setChosen(value as AccountType)}
      >
        <Stack gap={6} mt={6}>
          {others.map(type => (
            <Radio key={type} value={type} label={label('UserUserType', type)} />
          ))}
        </Stack>
      </Radio.Group>
      {chosen === 'EXTERNAL' && <Text size="sm">{t('toggleAccount.toExternal')}</Text>}
      {now === 'EXTERNAL' && <Text size="sm">{t('toggleAccount.toInternal')}</Text>}
    </ConfirmDialog>
  )
}
