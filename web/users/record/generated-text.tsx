import { Button, TextInput, type TextInputProps } from '@mantine/core'
import { useText } from '../../i18n/use-text.ts'

type Props = TextInputProps & { onGenerate: () => void }

/** A text that can be typed or made by a button: the PIN, a new primary identifier. */
export function GeneratedText({ onGenerate, ...props }: Props) {
  const t = useText()
  return (
    <TextInput
      {...props}
      rightSectionWidth="6.5rem"
      rightSection={
        <Button variant="subtle" size="compact-xs" onClick={onGenerate}>
          {t('record.generate')}
        </Button>
      }
    />
  )
}

/** Four random digits, each as likely as the other. */
export function newPin(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  return String(random % 10_000).padStart(4, '0')
}
