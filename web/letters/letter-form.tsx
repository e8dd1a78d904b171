import { Button, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { readHistory } from '../../contract/history.ts'
import {
  type LetterOptions,
  listLetters,
  type StaffLetterCode,
  sendLetter,
  staffLetterCodes,
} from '../../contract/letters.ts'
import { readUser } from '../../contract/users.ts'
import { invalidate } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { type Form, useForm } from '../ui/form.ts'
import { Recipients } from './recipients.tsx'
import { useQueuedToast } from './use-queued-toast.ts'

type Props = {
  userId: number
  options: LetterOptions
  first: StaffLetterCode
  /** Why nothing may be written into the record now. */
  unsaved: string | undefined
  onClose: () => void
}
type Values = { letter: StaffLetterCode; from: string; subject: string; text: string }

/** Which letter, and for general mail its words. */
export function LetterForm({ userId, options, first, unsaved, onClose }: Props) {
  const t = useText()
  const client = useQueryClient()
  const tell = useQueuedToast()
  const pointless = usePointless(options, unsaved)
  const initial: Values = { letter: first, from: options.fromAddress ?? '', subject: '', text: '' }
  const form = useForm(sendLetter, {
    initial,
    request: ({ letter, from, ...words }, changed) => ({
      params: { userId },
      body: {
        letter,
        ...(letter === 'general_mail' ? words : {}),
        ...(letter === 'general_mail' && changed.includes('from') ? { from } : {}),
      },
    }),
    onSuccess: async queued => {
      onClose()
      tell(queued)
      // Personal information leaves its file in the record.
      await invalidate(client, [listLetters, ...(letter === 'personal_info' ? [readUser, readHistory] : [])])
    },
  })
  const { letter } = form.values
  const obstacle = options.recipient === undefined ? t('letters.noEmail') : pointless(letter)
  return (
    <form {...form.props}>
      <Stack gap="md">
        {/* Nobody else gets what is known about a person. */}
        <Recipients options={letter === 'personal_info' ? { ...options, cc: [] } : options} />
        <FailureAlert error={form.failure} />
        <LetterChoice form={form} options={options} pointless={pointless} />
        {letter === 'general_mail' && (
          <>
            <TextInput
              {...form.text('from')}
              label={t('sendLetter.from')}
              description={t(options.isFromLocked ? 'sendLetter.fromLocked' : 'sendLetter.fromHelp')}
              readOnly={options.isFromLocked}
              type="email"
              dir="ltr"
            />
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
  pointless: (letter: StaffLetterCode) => string | undefined
}

function LetterChoice({ form, options, pointless }: ChoiceProps) {
  const t = useText()
  const { money } = useFormats()
  const help = (letter: StaffLetterCode) =>
    pointless(letter) ?? t(`sendLetter.help.${letter}`, { balance: money(options.balance) })
  return (
    <Radio.Group
      label={t('sendLetter.which')}
      description={form.values.letter === 'general_mail' ? undefined : t('sendLetter.language')}
      error={form.errorOf('letter') ?? form.errorOf('email')}
      value={form.values.letter}
      onChange={value => form.set('letter', value as StaffLetterCode)}
    >
      <Stack gap={8} mt={6}>
        {staffLetterCodes.map(letter => (
          <Radio
            key={letter}
            value={letter}
            label={t(`letters.letter.${letter}`)}
            description={help(letter)}
            disabled={pointless(letter) !== undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** Why a letter cannot be sent, or makes no sense. */
function usePointless({ balance, hasPin, refused }: LetterOptions, unsaved: string | undefined) {
  const t = useText()
  const forbidden = useForbidden()
  return (letter: StaffLetterCode): string | undefined => {
    const rule = refused.find(one => one.letter === letter)?.rule
    if (rule) return t(`sendLetter.refused.${rule}`)
    if (letter === 'user_deletion' && Number(balance) <= 0) return t('sendLetter.nothingOwed')
    if (letter === 'pin_number' && !hasPin) return t('sendLetter.noPin')
    return letter === 'personal_info' ? (forbidden('letters.personal') ?? unsaved) : undefined
  }
}
