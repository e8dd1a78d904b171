import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { LookAlike } from '../../../contract/users.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { TextLink } from '../../ui/link.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'

type Props = { people: readonly LookAlike[]; onClose: () => void; onAccept: () => void }

/** Warns that somebody with the same names and birth date is there already (features K2). */
export function LookAlikesDialog({ people, onClose, onAccept }: Props) {
  const t = useText()
  const { label } = useCodes()
  const isOpen = people.length > 0
  useFocusBack(isOpen)
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('lookAlikes.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('lookAlikes.text')}</Text>
        <ul>
          {people.map(person => (
            <li key={person.userId}>
              <TextLink
                size="sm"
                to="/users/$userId/$tab"
                params={{ userId: String(person.userId), tab: 'general' }}
                target="_blank"
              >
                {person.name}
              </TextLink>
              <Text size="xs" c="dimmed">
                {[
                  person.primaryId,
                  person.birthDate,
                  person.userGroup && label('UserGroups', person.userGroup),
                  person.expiryDate && t('lookAlikes.expires', { date: person.expiryDate }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </li>
          ))}
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            onClick={() => {
              onClose()
              onAccept()
            }}
          >
            {t('lookAlikes.accept')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
