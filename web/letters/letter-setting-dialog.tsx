import { Button, Group, Modal, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  type LetterLanguage,
  type LetterSetting,
  type LetterWording,
  listLetterSettings,
  saveLetterSetting,
} from '../../contract/letter-settings.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { useToast } from '../ui/use-toast.ts'
import { LetterWords } from './letter-words.tsx'

type Props = { setting: LetterSetting; onClose: () => void }
export type OwnWords = Partial<Record<LetterLanguage, LetterWording>>
type Values = { isEnabled: boolean; retentionDays: number | ''; words: OwnWords }

/** Edits how the institution has a letter. */
export function LetterSettingDialog({ setting, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  useFocusBack(true)
  const { letter, isEnabled, retentionDays = '', words } = setting
  const initial: Values = { isEnabled, retentionDays, words }
  const form = useForm(saveLetterSetting, {
    initial,
    request: values => ({
      params: { letter },
      body: {
        isEnabled: values.isEnabled,
        words: values.words,
        ...(values.retentionDays === '' ? {} : { retentionDays: values.retentionDays }),
      },
    }),
    onSuccess: async () => {
      onClose()
      toast(t('letterSettings.saved'))
      await invalidate(client, [listLetterSettings])
    },
  })
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('letterSettings.editTitle', { letter: t(`letters.letter.${letter}`) })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form {...form.props}>
        <Stack gap="md">
          <Switch {...form.check('isEnabled')} label={t('letterSettings.isEnabled')} />
          <NumberInput
            label={t('letterSettings.retentionDays')}
            description={t('letterSettings.retentionHelp')}
            error={form.errorOf('retentionDays')}
            value={form.values.retentionDays}
            onChange={value => form.set('retentionDays', value === '' ? '' : Number(value))}
            allowDecimal={false}
            allowNegative={false}
            min={1}
            max={36_500}
          />
          {letter === 'general_mail' ? (
            <Text size="sm">{t('letterSettings.generalMail')}</Text>
          ) : (
            <LetterWords
              setting={setting}
              own={form.values.words}
              errorOf={path => form.errorOf(`words.${path}`)}
              onChange={own => form.set('words', own)}
            />
          )}
          <FailureAlert error={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={form.isSending}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
