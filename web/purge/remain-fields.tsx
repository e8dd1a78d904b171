import { NumberInput, Radio, Stack } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'
import type { PurgeForm } from './add-purge-page.tsx'
import { type Policy, policies } from './defaults.ts'

/** What stays for statistics, and how long the users can be brought back (features Q4, Q5). */
export function RemainFields({ form }: { form: PurgeForm }) {
  const t = useText()
  const { policy, restoreDays } = form.values
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('addPurge.policy')}
        value={policy}
        onChange={value => form.set('policy', value as Policy)}
      >
        <Stack gap={8} mt={6}>
          {policies.map(one => (
            <Radio
              key={one}
              value={one}
              label={t(`addPurge.policy.${one}`)}
              description={t(`addPurge.policy.${one}.help`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t('addPurge.restoreDays')}
        description={t(restoreDays === 0 ? 'addPurge.restoreNever' : 'addPurge.restoreDaysHelp')}
        value={restoreDays}
        onChange={value => form.set('restoreDays', typeof value === 'number' ? value : 0)}
        error={form.errorOf('restoreDays')}
        min={0}
        max={365}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        hideControls
        styles={{ wrapper: { maxInlineSize: 220 } }}
      />
    </Stack>
  )
}
