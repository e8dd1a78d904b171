import { Button, Group, Text } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Account } from '../../contract/account.ts'
import { useText } from '../i18n/use-text.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Panel } from '../ui/panel.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { FactorDialog, type FactorTask } from './factor-dialog.tsx'

/** The second factor: set up, replaced, its recovery codes, and switched off where staff do not ask for it. */
export function FactorPanel({ account: { secondFactor } }: { account: Account }) {
  const t = useText()
  const [task, setTask] = useState<FactorTask>()
  const { isOn, isRequired, recoveryCodesLeft } = secondFactor
  const badge = isOn ? (
    <StatusBadge icon={IconShieldCheck} tone="good">
      {t('factor.on')}
    </StatusBadge>
  ) : (
    <StatusBadge icon={IconShieldOff} tone="quiet">
      {t('factor.off')}
    </StatusBadge>
  )
  return (
    <Panel title={t('factor.title')} aside={badge}>
      <Text size="sm" c="dimmed" mb="sm">
        {isOn ? t('factor.codesLeft', { count: recoveryCodesLeft }) : t('factor.text')}
      </Text>
      <Group gap="xs">
        <Button variant={isOn ? 'default' : 'filled'} onClick={() => setTask('set_up')}>
          {t(isOn ? 'factor.replace' : 'factor.setUp')}
        </Button>
        {isOn && (
          <>
            <Button variant="default" onClick={() => setTask('renew')}>
              {t('factor.renew')}
            </Button>
            <ForbiddenAction reason={isRequired ? t('factor.required') : undefined}>
              <Button variant="default" onClick={() => setTask('remove')}>
                {t('factor.remove')}
              </Button>
            </ForbiddenAction>
          </>
        )}
      </Group>
      {task && <FactorDialog task={task} onClose={() => setTask(undefined)} />}
    </Panel>
  )
}
