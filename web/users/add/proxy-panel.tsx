import { Checkbox, SimpleGrid, Text } from '@mantine/core'
import { useText } from '../../i18n/use-text.ts'
import { Panel } from '../../ui/panel.tsx'
import { UserField } from '../record/user-field.tsx'
import type { NewUserForm } from './use-new-user.ts'

type Props = { form: NewUserForm; isSponsorMissing: boolean }

/** Proxy settings: the new user acts for another one, in everything and for good (features H3). */
export function ProxyPanel({ form, isSponsorMissing }: Props) {
  const t = useText()
  const isProxy = form.values['isProxy'] === true
  const missing = isSponsorMissing && form.values['sponsorId'] == null ? t('rule.required') : undefined
  return (
    <Panel title={t('proxySettings.title')}>
      <Checkbox {...form.check('isProxy')} label={t('proxySettings.isProxy')} />
      {isProxy && (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" mt="sm">
          <UserField
            label={t('proxySettings.sponsor')}
            value={form.values['sponsorId']}
            onChange={userId => form.set('sponsorId', userId)}
            error={missing ?? form.errorOf('proxy/sponsor/patron_id')}
            required
          />
          <Text size="xs" c="dimmed">
            {t('proxySettings.hint')}
          </Text>
        </SimpleGrid>
      )}
    </Panel>
  )
}
