import { Stack, Text } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { useText } from '../i18n/use-text.ts'
import { ButtonLink } from '../ui/link.tsx'
import { ChoosePassword } from './choose-password.tsx'
import { Entrance } from './entrance.tsx'
import { SignInStep } from './sign-in-step.tsx'
import { useEntrance } from './use-entrance.ts'

/** Where a mailed link leads; its token stands behind `#`. */
export function ResetPage() {
  const t = useText()
  const entrance = useEntrance()
  const ticket = useRouterState({ select: state => state.location.hash })
  if (entrance.step) return <SignInStep step={entrance.step} entrance={entrance} />
  return (
    <Entrance title={t('reset.title')} text={t('reset.text')}>
      <Stack gap="sm">
        {ticket === '' ? (
          <Text c="var(--mantine-color-error)">{t('reset.noToken')}</Text>
        ) : (
          <ChoosePassword ticket={ticket} entrance={entrance} />
        )}
        <ButtonLink to="/forgotten" variant="subtle">
          {t('reset.askAgain')}
        </ButtonLink>
      </Stack>
    </Entrance>
  )
}
