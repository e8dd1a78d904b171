import type { Task } from '../../contract/tasks.ts'
import { UpdateSettings } from '../bulk-update/update-settings.tsx'
import { useText } from '../i18n/use-text.ts'
import { PurgeSettings } from '../purge/purge-settings.tsx'
import { SisSettings } from '../sis/sis-settings.tsx'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { Setting, SettingsList } from '../ui/settings-list.tsx'

/** What the job was asked to do, in words; it stays readable as long as the job is kept. */
export function TaskSettings({ task }: { task: Task }) {
  const t = useText()
  const { reason } = task.parameters
  return (
    <Panel title={t('settings.title')}>
      <SettingsList>
        <KindSettings task={task} />
        {typeof reason === 'string' && (
          <Setting name={t('settings.reason')}>
            <bdi>{reason}</bdi>
          </Setting>
        )}
      </SettingsList>
    </Panel>
  )
}

function KindSettings({ task: { kind, parameters } }: { task: Task }) {
  if (kind === 'update_users') return <UpdateSettings parameters={parameters} />
  if (kind === 'purge') return <PurgeSettings criteria={parameters['criteria']} />
  if (kind === 'sis') return <SisSettings parameters={parameters} />
  return <BackSettings kind={kind} parameters={parameters} />
}

/** Undo and restore: of which job, and for whom. */
function BackSettings({ kind, parameters }: Pick<Task, 'kind' | 'parameters'>) {
  const t = useText()
  const { taskId, userIds } = parameters
  return (
    <>
      {typeof taskId === 'number' && (
        <Setting name={t(kind === 'restore' ? 'settings.purgeOf' : 'settings.undoesTask')}>
          <TextLink to="/tasks/$taskId" params={{ taskId: String(taskId) }} search={{}} inherit>
            {t('settings.job', { id: taskId })}
          </TextLink>
        </Setting>
      )}
      <Setting name={t('settings.onlyUsers')}>
        {Array.isArray(userIds) ? t('settings.users', { count: userIds.length }) : t('settings.everyone')}
      </Setting>
    </>
  )
}
