import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Filter } from '../../contract/filter.ts'
import { planPurge } from '../../contract/purge.ts'
import { readSet } from '../../contract/sets.ts'
import { listTasks } from '../../contract/tasks.ts'
import { invalidate, q } from '../api/query.ts'
import { plain } from '../i18n/plain.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden, useSession } from '../session/session.ts'
import { membersOf, setIdOf } from '../sets/set-words.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useForm } from '../ui/form.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { filterInSearch } from '../users/filter-of-url.ts'
import { Candidates } from './candidates.tsx'
import { candidatesOf, criteriaOf, firstValues, isAmount, type PurgeValues } from './criteria.ts'
import { KeepFields } from './keep-fields.tsx'
import classes from './purge.module.css'
import { RemainFields } from './remain-fields.tsx'
import { WhomFields } from './whom-fields.tsx'

const route = getRouteApi('/shell/purge/new')

/** The criteria of a purge, in the order that Alma has them, and what Carrel adds (features Q2 to Q5). */
export function AddPurgePage() {
  const t = useText()
  const { filter, set, choose } = useNarrowing()
  const proposal = useNameProposal(set)
  const form = usePurgeForm(filter, proposal)
  const isValid = isAmount(form.values.waiveThreshold)
  return (
    <Page>
      <PageHeader title={t('addPurge.title')} subtitle={t('addPurge.subtitle')} />
      <form
        {...form.props}
        onSubmit={event => {
          event.preventDefault()
          if (isValid) void form.submit()
          else focusFirstWrong(event.currentTarget)
        }}
        className={classes.form}
      >
        <div className={classes.fields}>
          <Panel title={t('addPurge.who')}>
            <WhomFields
              form={form}
              setId={set}
              onSet={choose}
              filter={set === undefined ? filter : undefined}
            />
          </Panel>
          <Panel title={t('addPurge.keep')}>
            <KeepFields keeps={form.values.keeps} onChange={keeps => form.set('keeps', keeps)} />
          </Panel>
          <Panel title={t('addPurge.after')}>
            <RemainFields form={form} />
          </Panel>
        </div>
        <aside className={classes.aside}>
          <Panel title={t('addPurge.review')}>
            <Stack gap="md">
              <Candidates filter={candidatesOf(form.values, filter)} />
              <TextInput {...form.text('name')} label={t('addPurge.name')} />
              <Textarea
                {...form.text('reason')}
                label={t('addPurge.reason')}
                description={t('addPurge.reasonHelp')}
                autosize
                minRows={1}
              />
              <FailureAlert error={form.failure} />
              <Submit isSending={form.isSending} />
            </Stack>
          </Panel>
        </aside>
      </form>
    </Page>
  )
}

/** The set or the filter of the address; choosing a set writes it there. */
function useNarrowing() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = setIdOf(search.set)
  const filter: Filter | undefined =
    set === undefined ? filterInSearch({ filter: search.filter }) : membersOf(set)
  return {
    set,
    filter,
    choose: (id: number | undefined) =>
      void navigate({ search: { ...search, set: id?.toString() }, replace: true }),
  }
}

function usePurgeForm(filter: Filter | undefined, proposal: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useForm(planPurge, {
    initial: { ...firstValues, name: proposal },
    request: (values: PurgeValues) => ({
      body: {
        name: values.name.trim() || proposal,
        ...(values.reason ? { reason: values.reason } : {}),
        criteria: criteriaOf(values, filter),
      },
    }),
    onSuccess: async ({ task }) => {
      await invalidate(client, [listTasks])
      await navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} })
    },
  })
}

export type PurgeForm = ReturnType<typeof usePurgeForm>

function useNameProposal(setId: number | undefined): string {
  const t = useText()
  const { today: date } = useSession().institution
  const { data } = useQuery({
    ...q(readSet, { params: { setId: setId ?? 1 } }),
    enabled: setId !== undefined,
  })
  const set = setId === undefined ? undefined : data?.name
  const name = set ? t('addPurge.nameProposalSet', { set, date }) : t('addPurge.nameProposal', { date })
  return plain(name).slice(0, 255)
}

function Submit({ isSending }: { isSending: boolean }) {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <div>
      <ForbiddenAction reason={forbidden('purge.run')}>
        <Button type="submit" loading={isSending} fullWidth>
          {t('addPurge.submit')}
        </Button>
      </ForbiddenAction>
      <Text size="sm" c="dimmed" mt={6}>
        {t('addPurge.next')}
      </Text>
    </div>
  )
}
