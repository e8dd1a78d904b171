import { Button, Group, Text, TextInput } from '@mantine/core'
import { IconArchiveOff, IconArrowBackUp, IconSearchOff } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { listPurgedUsers, type PurgedUser, planRestore } from '../../contract/purge.ts'
import { listTasks } from '../../contract/tasks.ts'
import { useSend } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import classes from './purge.module.css'
import { isRestorable, purgedColumns } from './purged-columns.tsx'

const route = getRouteApi('/shell/purge/users')

function Nobody({ isSearched }: { isSearched: boolean }) {
  const t = useText()
  return isSearched ? (
    <EmptyState icon={IconSearchOff} title={t('vault.nothing.title')} text={t('vault.nothing.text')} />
  ) : (
    <EmptyState icon={IconArchiveOff} title={t('vault.empty.title')} text={t('vault.empty.text')} />
  )
}

/** Users in the vault: found by primary identifier, and brought back (features Q5). */
export function PurgedUsersPage() {
  const t = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const taskId = Number(search.task) || undefined
  const source = useRows(listPurgedUsers, { query: { q: search.q, taskId } })
  const [selected, setSelected] = useState<string[]>([])
  const chosen = source.rows.filter(user => selected.includes(String(user.userId)))
  const restore = useRestore()
  return (
    <Page fills>
      <PageHeader
        title={t('vault.title')}
        subtitle={t('vault.subtitle')}
        actions={
          <Restore
            chosen={chosen}
            isSending={restore.isPending}
            onRestore={userIds => restore.mutate({ body: { userIds } })}
          />
        }
      />
      <FailureAlert error={restore.error} />
      <DataTable
        fills
        name="purgedUsers"
        label={t('vault.table')}
        columns={purgedColumns}
        source={source}
        rowId={user => String(user.userId)}
        rowLabel={user => user.primaryId ?? String(user.userId)}
        selected={selected}
        onSelect={setSelected}
        toolbar={
          <Group gap="sm">
            <Find
              key={search.q}
              first={search.q ?? ''}
              onFind={q => {
                setSelected([])
                void navigate({ search: { ...search, q: q || undefined } })
              }}
            />
            {taskId && <OfJob taskId={taskId} />}
          </Group>
        }
        empty={<Nobody isSearched={search.q !== undefined} />}
      />
    </Page>
  )
}

function useRestore() {
  const navigate = useNavigate()
  return useSend(planRestore, {
    invalidates: [listTasks],
    onSuccess: ({ task }) =>
      navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} }),
  })
}

type RestoreProps = { chosen: PurgedUser[]; isSending: boolean; onRestore: (userIds: number[]) => void }

function Restore({ chosen, isSending, onRestore }: RestoreProps) {
  const t = useText()
  const forbidden = useForbidden()
  const userIds = chosen.filter(isRestorable).map(user => user.userId)
  const nobody = chosen.length === 0 ? 'vault.selectFirst' : 'vault.noneRestorable'
  return (
    <ForbiddenAction reason={forbidden('purge.restore') ?? (userIds.length === 0 ? t(nobody) : undefined)}>
      <Button
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={isSending}
        onClick={() => onRestore(userIds)}
      >
        {t('vault.restore', { count: userIds.length })}
      </Button>
    </ForbiddenAction>
  )
}

function Find({ first, onFind }: { first: string; onFind: (q: string) => void }) {
  const t = useText()
  const [text, setText] = useState(first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onFind(text.trim())
  }
  return (
    <search>
      <form className={classes.search} onSubmit={submit}>
        <TextInput
          size="xs"
          aria-label={t('vault.search')}
          aria-description={t('vault.searchHelp')}
          placeholder={t('vault.search')}
          title={t('vault.searchHelp')}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          maxLength={255}
        />
        <Button type="submit" variant="default" size="xs">
          {t('vault.searchAction')}
        </Button>
        {first !== '' && (
          <Button variant="subtle" size="xs" onClick={() => onFind('')}>
            {t('vault.clear')}
          </Button>
        )}
      </form>
    </search>
  )
}

function OfJob({ taskId }: { taskId: number }) {
  const t = useText()
  const { q } = route.useSearch()
  return (
    <Group gap="xs">
      <Text size="sm">{t('vault.ofJob', { id: taskId })}</Text>
      <ButtonLink to="/purge/users" search={{ q }} variant="subtle" size="compact-sm">
        {t('vault.allJobs')}
      </ButtonLink>
    </Group>
  )
}
