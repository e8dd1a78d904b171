import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { planBursarExport } from '../../contract/bursar.ts'
import { feeTables } from '../../contract/fees.ts'
import { listTasks } from '../../contract/tasks.ts'
import { invalidate } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { plain } from '../i18n/plain.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden, useSession } from '../session/session.ts'
import { CodeSelect, CodesSelect } from '../ui/code-select.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useForm } from '../ui/form.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'

/** Hands fees to the bursar: which ones, and then a plan of whose (features G5). */
export function BursarPage() {
  const t = useText()
  const forbidden = useForbidden()
  const { options } = useCodes()
  const { institution } = useSession()
  const form = useBursarForm()
  const owners = [{ value: institution.code, label: institution.name }, ...options('Libraries')]
  return (
    <Page>
      <PageHeader title={t('bursar.title')} subtitle={t('bursar.subtitle')} />
      <form {...form.props}>
        <Panel title={t('bursar.which')}>
          <Stack gap="md" maw="36rem">
            <CodesSelect
              label={t('bursar.types')}
              description={t('bursar.typesHelp')}
              options={options(feeTables.type)}
              value={form.values.types}
              onChange={types => form.set('types', types)}
              error={form.errorOf('types')}
            />
            <CodeSelect
              label={t('bursar.owner')}
              description={t('bursar.ownerHelp')}
              options={owners}
              value={form.values.owner}
              onChange={owner => form.set('owner', owner)}
              error={form.errorOf('owner')}
            />
            <NumberInput
              label={t('bursar.days')}
              value={form.values.minimumDays ?? ''}
              onChange={days => form.set('minimumDays', typeof days === 'number' ? days : undefined)}
              min={0}
              allowDecimal={false}
              error={form.errorOf('minimumDays')}
            />
            <TextInput
              {...form.text('minimumTotal')}
              label={t('bursar.minimum')}
              description={t('bursar.minimumHelp')}
              inputMode="decimal"
            />
            <TextInput {...form.text('name')} label={t('update.name')} />
            <FailureAlert error={form.failure} />
            <Group gap="sm">
              <ForbiddenAction reason={forbidden('fees.transfer')}>
                <Button type="submit" loading={form.isSending}>
                  {t('update.submit')}
                </Button>
              </ForbiddenAction>
              <Text size="sm" c="dimmed">
                {t('bursar.next')}
              </Text>
            </Group>
          </Stack>
        </Panel>
      </form>
    </Page>
  )
}

type Values = {
  name: string
  types: string[]
  owner: string | undefined
  minimumDays: number | undefined
  minimumTotal: string
}

function useBursarForm() {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { today } = useSession().institution
  const initial: Values = {
    name: plain(t('bursar.name', { date: today })),
    types: [],
    owner: undefined,
    minimumDays: undefined,
    minimumTotal: '',
  }
  return useForm(planBursarExport, {
    initial,
    request: ({ name, types, owner, minimumDays, minimumTotal }) => ({
      body: {
        ...(name.trim() ? { name: name.trim() } : {}),
        ...(types.length > 0 ? { types } : {}),
        ...(owner === undefined ? {} : { owner }),
        ...(minimumDays === undefined ? {} : { minimumDays }),
        ...(minimumTotal.trim() ? { minimumTotal: minimumTotal.trim() } : {}),
      },
    }),
    onSuccess: async ({ task }) => {
      await invalidate(client, [listTasks])
      await navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} })
    },
  })
}
