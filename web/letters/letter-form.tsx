import { Button, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  type LetterCode,
  type LetterOptions,
  letterCodes,
  listLetters,
  sendLetter,
} from '../../contract/letters.ts'
import { invalidate } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { type Text, useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { type Form, useForm } from '../ui/form.ts'
import { Recipients } from './recipients.tsx'
import { useQueuedToast } from './use-queued-toast.ts'

type Props = { userId: number; options: LetterOptions; first: LetterCode; onClose: () => void }
type Values = { letter: LetterCode; subject: string; text: string }

/** Which letter, and for general mail its words. */
export function LetterForm({ userId, options, first, onClose }: Props) {
  const t = useText()
  const client = useQueryClient()
  const tell = useQueuedToast()
  const initial: Values = { letter: first, subject: '', text: '' }
  const form = useForm(sendLetter, {
    initial,
    request: ({ letter, ...words }) => ({
      params: { userId },
      body: { letter, ...(letter === 'general_mail' ? words : {}) },
    }),
    onSuccess: async queued => {
      onClose()
      tell(queued)
      await invalidate(client, [listLetters])
    },
  })
  const { letter } = form.values
  const obstacle = options.recipient === undefined ? t('letters.noEmail') : pointless(t, letter, options)
  return (
    <form {...form.props}>
      <Stack gap="md">
        <Recipients options={options} />
        <FailureAlert error={form.failure} />
        <LetterChoice form={form} options={options} />
        {letter === 'general_mail' && (
          <>
            <TextInput {...form.text('subject')} label={t('sendLetter.subject')} required />
            <Textarea {...form.text('text')} label={t('sendLetter.text')} required autosize minRows={6} />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <ForbiddenAction reason={obstacle}>
            <Button type="submit" loading={form.isSending}>
              {t('sendLetter.submit')}
            </Button>
          </ForbiddenAction>
        </Group>
      </Stack>
    </form>
  )
}

type ChoiceProps = {
  form: Pick<Form<Values>, 'values' | 'set' | 'errorOf'>
  options: LetterOptions
}

function LetterChoice({ form, options }: ChoiceProps) {
  const t = useText()
  const { money } = useFormats()
  const help = (letter: LetterCode) =>
    pointless(t, letter, options) ?? t(`sendLetter.help.${letter}`, { balance: money(options.balance) })
  return (
    <Radio.Group
      label={t('sendLetter.which')}
      description={form.values.letter === 'general_mail' ? undefined : t('sendLetter.language')}
      error={form.errorOf('letter') ?? form.errorOf('email')}
      value={form.values.letter}
      onChange={value => form.set('letter', value as LetterCode)}
    >
      <Stack gap={8} mt={6}>
        {letterCodes.map(letter => (
          <Radio
            key={letter}
            value={letter}
            label={t(`letters.letter.${letter}`)}
            description={help(letter)}
            disabled={pointless(t, letter, options) !== undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** Why there is no reason for this letter. */
function pointless(t: Text, letter: LetterCode, { balance, hasPin }: LetterOptions): string | undefined {
  if (letter === 'user_deletion' && Number(balance) <= 0) return t('sendLetter.nothingOwed')
  if (letter === 'pin_number' && !hasPin) return t('sendLetter.noPin')
  return undefined
}
