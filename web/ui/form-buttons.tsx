import { Button, Group } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'

type Props = { isSending: boolean; onCancel: () => void }

/** Cancel and Save, at the end of a form. */
export function FormButtons({ isSending, onCancel }: Props) {
  const t = useText()
  return (
    <Group justify="flex-end" gap="xs" mt="xs">
      <Button variant="default" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button type="submit" loading={isSending}>
        {t('action.save')}
      </Button>
    </Group>
  )
}
