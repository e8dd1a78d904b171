import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'

/**
 * Says briefly that something has been done: `const toast = useToast()`, then `toast(t('record.saved'))`. What has a link
 * in it stays until it is closed.
 */
export function useToast(): (message: ReactNode, options?: { stays?: boolean }) => void {
  const t = useText()
  return (message, { stays = false } = {}) =>
    notifications.show({
      message,
      withBorder: true,
      closeButtonProps: { 'aria-label': t('action.close') },
      ...(stays ? { autoClose: false } : {}),
    })
}
