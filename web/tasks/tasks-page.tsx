import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconListCheck } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { listTasks } from '../../contract/tasks.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { MenuLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Tab, Tabs } from '../ui/tabs.tsx'
import { taskKinds } from './kinds.ts'
import { taskColumns } from './task-columns.tsx'
import { isMoving } from './task-query.ts'

const route = getRouteApi('/shell/tasks')

function NoTasks() {
  const t = useText()
  return <EmptyState icon={IconListCheck} title={t('tasks.empty.title')} text={t('tasks.empty.text')} />
}

/** All jobs, newest first (features P1). */
export function TasksPage() {
  const t = useText()
  const { kind } = route.useSearch()
  const source = useRows(listTasks, { query: { kind } }, isMoving)
  return (
    <Page fills>
      <PageHeader title={t('tasks.title')} subtitle={t('tasks.subtitle')} actions={<RunJob />} />
      <Tabs label={t('tasks.kinds')}>
        <Tab to="/tasks" search={{}} isCurrent={kind === undefined}>
          {t('tasks.kind.all')}
        </Tab>
        {taskKinds.map(one => (
          <Tab key={one} to="/tasks" search={{ kind: one }} isCurrent={one === kind}>
            {t(`tasks.kind.${one}`)}
          </Tab>
        ))}
      </Tabs>
      <DataTable
        fills
        name="tasks"
        label={t('tasks.table')}
        columns={taskColumns}
        source={source}
        rowId={task => String(task.taskId)}
        rowLabel={task => task.name}
        empty={<NoTasks />}
      />
    </Page>
  )
}

function RunJob() {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{t('tasks.run')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ForbiddenAction reason={forbidden('tasks.update_users')}>
          <MenuLink to="/tasks/update-users">{t('tasks.run.update')}</MenuLink>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden('purge.run')}>
          <MenuLink to="/purge/new">{t('tasks.run.purge')}</MenuLink>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden('sis.run')}>
          <MenuLink to="/sis">{t('tasks.run.sis')}</MenuLink>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden('tasks.load_courses')}>
          <MenuLink to="/tasks/load-courses">{t('tasks.run.courses')}</MenuLink>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden('fees.transfer')}>
          <MenuLink to="/tasks/bursar-export">{t('tasks.run.bursar')}</MenuLink>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden('tasks.waive_fees')}>
          <MenuLink to="/tasks/waive-fees">{t('tasks.run.waiveFees')}</MenuLink>
        </ForbiddenAction>
      </Menu.Dropdown>
    </Menu>
  )
}
