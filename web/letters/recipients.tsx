import { Alert, Stack } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { LetterOptions } from '../../contract/letters.ts'
import { useText } from '../i18n/use-text.ts'
import { Setting, SettingsList } from '../ui/settings-list.tsx'

/** Who will get a letter, and what keeps it from being sent. */
export function Recipients({ options: { recipient, cc, hindrance } }: { options: LetterOptions }) {
  const t = useText()
  const obstacle = recipient ? hindrance && t(`letters.hindrance.${hindrance}`) : t('letters.noEmail')
  return (
    <Stack gap="xs">
      {recipient && (
        <SettingsList>
          <Setting name={t('letters.to')}>
            <bdi>{recipient}</bdi>
          </Setting>
          {cc.length > 0 && (
            <Setting name={t('letters.cc')}>
              <bdi>{cc.join(', ')}</bdi>
            </Setting>
          )}
        </SettingsList>
      )}
      {obstacle && (
        <Alert color="yellow" variant="outline" icon={<IconInfoCircle size={18} aria-hidden />}>
          {obstacle}
        </Alert>
      )}
    </Stack>
  )
}
