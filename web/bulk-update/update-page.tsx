import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type FieldChange, planUpdate } from '../../contract/bulk-update.ts'
import type { Filter } from '../../contract/filter.ts'
import { readSet } from '../../contract/sets.ts'
import { listTasks } from '../../contract/tasks.ts'
import { invalidate, q } from '../api/query.ts'
import { plain } from '../i18n/plain.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden, useSession } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useForm } from '../ui/form.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { ChangeWords } from './change-words.tsx'
import { type ChangeRow, changeOf } from './editable-fields.ts'
import classes from './update.module.css'
import { useWho } from './use-who.ts'
import { newRow, WhatStep } from './what-step.tsx'
import { WhoStep } from './who-step.tsx'

const route = getRouteApi('/shell/tasks/update-users')

/** The Update users job in three steps on one page: who, what, review (features P1, P2). */
export function UpdatePage() {
  const t = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const who = useWho(search, set => void navigate({ search: { ...search, set }, replace: true }))
  const proposal = useNameProposal(who.setId)
  const form = useUpdateForm(who.population, proposal)
  const [isAsked, setAsked] = useState(false)
  const changes = form.values.rows.flatMap(row => changeOf(row) ?? [])
  const isComplete =
    who.population !== undefined && changes.length > 0 && changes.length === form.values.rows.length

  return (
    <Page>
      <PageHeader title={t('update.title')} subtitle={t('update.subtitle')} />
      <form
        {...form.props}
        onSubmit={event => {
          event.preventDefault()
          setAsked(true)
          if (isComplete) void form.submit()
          else focusFirstWrong(event.currentTarget)
        }}
        className={classes.steps}
      >
        <Panel title={t('update.step.who')}>
          <WhoStep {...who} isAsked={isAsked} />
        </Panel>
        <Panel title={t('update.step.what')}>
          <WhatStep
            rows={form.values.rows}
            onChange={rows => form.set('rows', rows)}
            problemOf={field => field && form.errorOf(field)}
            isAsked={isAsked}
          />
        </Panel>
        <Panel title={t('update.step.review')}>
          <Stack gap="md">
            <Review changes={changes} />
            <TextInput {...form.text('name')} label={t('update.name')} />
            <Textarea
              {...form.text('reason')}
              label={t('update.reason')}
              description={t('update.reasonHelp')}
              autosize
              minRows={1}
            />
            <FailureAlert error={form.failure} />
            <Submit isSending={form.isSending} />
          </Stack>
        </Panel>
      </form>
    </Page>
  )
}

function useUpdateForm(population: Filter | undefined, proposal: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [rows] = useState<ChangeRow[]>([firstRow(route.useSearch())])
  return useForm(planUpdate, {
    initial: { name: proposal, reason: '', rows },
    request: values => ({
      body: {
        name: values.name.trim() || proposal,
        population,
        changes: values.rows.flatMap(row => changeOf(row) ?? []),
        ...(values.reason ? { reason: values.reason } : {}),
      },
    }),
    onSuccess: async ({ task }) => {
      await invalidate(client, [listTasks])
      await navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} })
    },
  })
}

/** What the address begins with; staff roles go, and who is a patron stays one. */
function firstRow({ field, value, remove }: { field?: string; value?: string; remove?: string }): ChangeRow {
  if (remove !== undefined)
    return {
      ...newRow(1),
      field: remove,
      value: remove === 'role' ? ['200'] : null,
      condition: 'remove_others',
    }
  return { ...newRow(1), field, value: value ?? null }
}

/** "Update users - <set> - <date>", as Alma names its jobs; at most 255 characters. */
function useNameProposal(setId: number | undefined): string {
  const t = useText()
  const { today } = useSession().institution
  const { data } = useQuery({
    ...q(readSet, { params: { setId: setId ?? 1 } }),
    enabled: setId !== undefined,
  })
  const set = setId === undefined ? undefined : data?.name
  const name = set ? t('update.name.set', { set, date: today }) : t('update.name.plain', { date: today })
  return plain(name).slice(0, 255)
}

function Review({ changes }: { changes: FieldChange[] }) {
  const t = useText()
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('update.review.nothing')}
      </Text>
    )
  return (
    <ul className={classes.review}>
      {changes.map(change => (
        <li key={change.field}>
          <ChangeWords change={change} />
        </li>
      ))}
    </ul>
  )
}

function Submit({ isSending }: { isSending: boolean }) {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <Group gap="sm">
      <ForbiddenAction reason={forbidden('tasks.update_users')}>
        <Button type="submit" loading={isSending}>
          {t('update.submit')}
        </Button>
      </ForbiddenAction>
      <Text size="sm" c="dimmed">
        {t('update.next')}
      </Text>
    </Group>
  )
}
