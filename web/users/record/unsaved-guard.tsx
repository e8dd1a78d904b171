import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useText } from '../../i18n/use-text.ts'

/** Asks before unsaved changes are left behind. The tabs of the same record share their edits, so they are free. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const t = useText()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && !isSameRecord(current.params, next.params),
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('unsaved.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Text size="sm">{t('unsaved.text')}</Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t('unsaved.leave')}
        </Button>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          {t('unsaved.stay')}
        </Button>
      </Group>
    </Modal>
  )
}

function isSameRecord(one: object, other: object): boolean {
  return 'userId' in one && 'userId' in other && one.userId === other.userId
}
