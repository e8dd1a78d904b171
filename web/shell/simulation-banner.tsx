import { Button, Text } from '@mantine/core'
import { IconUserShield } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { endSimulation } from '../../contract/session.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { sessionQuery, useSession } from '../session/session.ts'
import classes from './simulation-banner.module.css'

/** On every page while support acts as somebody: who acts as whom, and the way back. */
export function SimulationBanner() {
  const t = useText()
  const { user, simulation } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const end = useSend(endSimulation, {
    onSuccess: async session => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      await router.navigate({ to: '/users' })
    },
  })
  if (!simulation) return null
  return (
    <section className={classes.banner} aria-label={t('simulation.label')}>
      <IconUserShield size={18} aria-hidden className={classes.icon} />
      <Text size="sm" className={classes.text}>
        {t('simulation.text', { by: simulation.by, of: user.name })}
      </Text>
      <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate({})}>
        {t('simulation.end')}
      </Button>
    </section>
  )
}
