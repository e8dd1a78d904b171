import { Box, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { feeTables } from '../../contract/fees.ts'
import classes from '../bulk-update/update.module.css'
import { useWho } from '../bulk-update/use-who.ts'
import { WhoStep } from '../bulk-update/who-step.tsx'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { useWaivingForm, type WaivingForm } from './use-waiving-form.ts'
import { WhichFees } from './which-fees.tsx'

const route = getRouteApi('/shell/tasks/waive-fees')

/** Waives fees of many users: whose, which and why, and then a plan (features G6). */
export function FeeWaivingPage() {
  const t = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const who = useWho(search, set => void navigate({ search: { ...search, set }, replace: true }))
  const form = useWaivingForm(who.population)
  return (
    <Page>
      <PageHeader title={t('waiving.title')} subtitle={t('waiving.subtitle')} />
      <form {...form.props} className={classes.steps}>
        <Panel title={t('waiving.whose')}>
          <Box maw="36rem">
            <WhoStep
              {...who}
              isAsked={false}
              words={{ source: t('waiving.whose'), nobody: t('waiving.everybody') }}
            />
          </Box>
        </Panel>
        <Panel title={t('bursar.which')}>
          <WhichFees form={form} />
        </Panel>
        <Panel title={t('waiving.why')}>
          <Why form={form} />
        </Panel>
      </form>
    </Page>
  )
}

function Why({ form }: { form: WaivingForm }) {
  const t = useText()
  const forbidden = useForbidden()
  const { options } = useCodes()
  return (
    <Stack gap="md" maw="36rem">
      <CodeSelect
        {...form.field('reason')}
        onChange={code => form.set('reason', code ?? '')}
        label={t('fees.reason')}
        options={options(feeTables.reason)}
        required
      />
      <Textarea
        {...form.text('comment')}
        label={t('fees.column.comment')}
        description={t('waiving.commentHelp')}
        autosize
        minRows={1}
      />
      <TextInput {...form.text('name')} label={t('update.name')} />
      <FailureAlert error={form.failure} />
      <Group gap="sm">
        <ForbiddenAction reason={forbidden('tasks.waive_fees')}>
          <Button type="submit" loading={form.isSending}>
            {t('update.submit')}
          </Button>
        </ForbiddenAction>
        <Text size="sm" c="dimmed">
          {t('waiving.next')}
        </Text>
      </Group>
    </Stack>
  )
}
