import { IconPlus, IconUserMinus } from '@tabler/icons-react'
import { listTasks } from '../../contract/tasks.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { isMoving } from '../tasks/task-query.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { defaultRestoreDays } from './defaults.ts'
import classes from './purge.module.css'
import { purgeColumns } from './purge-columns.tsx'

function NoPurges() {
  const t = useText()
  return (
    <EmptyState
      icon={IconUserMinus}
      title={t('purge.empty.title')}
      text={t('purge.empty.text')}
      action={<AddJob />}
    />
  )
}

/** All purges, and how a purge works here (features Q1). */
export function PurgePage() {
  const t = useText()
  const forbidden = useForbidden()
  const source = useRows(listTasks, { query: { kind: 'purge' } }, isMoving)
  return (
    <Page fills>
      <PageHeader
        title={t('purge.title')}
        actions={
          <>
            <ForbiddenAction reason={forbidden('purge.restore')}>
              <ButtonLink to="/purge/users" variant="default">
                {t('purge.vault')}
              </ButtonLink>
            </ForbiddenAction>
            <AddJob />
          </>
        }
      />
      <ol className={classes.how}>
        <li>{t('purge.how.plan')}</li>
        <li>{t('purge.how.nothing')}</li>
        <li>{t('purge.how.vault', { days: defaultRestoreDays })}</li>
      </ol>
      <DataTable
        fills
        name="purges"
        label={t('purge.table')}
        columns={purgeColumns}
        source={source}
        rowId={task => String(task.taskId)}
        rowLabel={task => task.name}
        empty={<NoPurges />}
      />
    </Page>
  )
}

function AddJob() {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <ForbiddenAction reason={forbidden('purge.run')}>
      <ButtonLink to="/purge/new" leftSection={<IconPlus size={16} aria-hidden />}>
        {t('purge.add')}
      </ButtonLink>
    </ForbiddenAction>
  )
}
