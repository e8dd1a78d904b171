import { ActionIcon, CopyButton, Group } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useText } from '../../i18n/use-text.ts'

/** An address to be given to somebody else. */
export function CopyAddress({ address }: { address: string }) {
  const t = useText()
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <bdi className="carrel-code">{address}</bdi>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            size="sm"
            onClick={copy}
            aria-label={copied ? t('action.copied') : t('ssoProfiles.copy', { name: address })}
          >
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  )
}
