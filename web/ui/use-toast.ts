import { notifications } from '@mantine/notifications'
import { useText } from '../i18n/use-text.ts'

/** Says briefly that something has been done: `const toast = useToast()`, then `toast(t('record.saved'))`. */
export function useToast(): (message: string) => void {
  const t = useText()
  return message =>
    notifications.show({ message, withBorder: true, closeButtonProps: { 'aria-label': t('action.close') } })
}
