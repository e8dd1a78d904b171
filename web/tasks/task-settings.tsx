import type { Task } from '../../contract/tasks.ts'
import { ReviewSettings } from '../access-reviews/review-settings.tsx'
import { UpdateSettings } from '../bulk-update/update-settings.tsx'
import { BursarSettings } from '../bursar/bursar-settings.tsx'
import { CourseSettings } from '../courses/course-settings.tsx'
import { WaivingSettings } from '../fee-waiving/waiving-settings.tsx'
import { useText } from '../i18n/use-text.ts'
import { DistributionSettings } from '../network/distribution-settings.tsx'
import { PurgeSettings } from '../purge/purge-settings.tsx'
import { RolesSettings } from '../registration/roles-settings.tsx'
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

function KindSettings({ task }: { task: Task }) {
  const { kind, parameters } = task
  if (kind === 'update_users') return <UpdateSettings parameters={parameters} />
  if (kind === 'update_roles') return <RolesSettings parameters={parameters} />
  if (kind === 'purge') return <PurgeSettings criteria={parameters['criteria']} />
  if (kind === 'sis' || kind === 'network') return <SisSettings parameters={parameters} />
  if (kind === 'distribution') return <DistributionSettings parameters={parameters} />
  if (kind === 'bursar') return <BursarSettings task={task} />
  if (kind === 'waive_fees') return <WaivingSettings parameters={parameters} />
  if (kind === 'access_review') return <ReviewSettings parameters={parameters} />
  if (kind === 'courses') return <CourseSettings parameters={parameters} />
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
