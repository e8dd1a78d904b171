import { Anchor, Group } from '@mantine/core'
import { downloadBursarFile } from '../../contract/bursar.ts'
import { feeTables } from '../../contract/fees.ts'
import type { Task } from '../../contract/tasks.ts'
import { downloadUrl } from '../api/client.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { Setting } from '../ui/settings-list.tsx'

const formats = ['xlsx', 'csv'] as const

type Parameters = { types?: string[]; owner?: string; minimumDays?: number; minimumTotal?: string }

/** What an export to the bursar was asked to take, and its file as soon as there is one. */
export function BursarSettings({ task }: { task: Task }) {
  const t = useText()
  const { money } = useFormats()
  const { label } = useCodes()
  const forbidden = useForbidden()
  const { types, owner, minimumDays, minimumTotal } = task.parameters as Parameters
  const hasFile = task.status === 'completed' && forbidden('fees.transfer') === undefined
  const href = (format: (typeof formats)[number]) =>
    downloadUrl(downloadBursarFile, { params: { taskId: task.taskId }, query: { format } })
  return (
    <>
      <Setting name={t('bursar.types')}>
        {types?.length ? types.map(type => label(feeTables.type, type)).join(', ') : t('bursar.all')}
      </Setting>
      <Setting name={t('bursar.owner')}>{owner ? label('Libraries', owner) : t('bursar.all')}</Setting>
      <Setting name={t('bursar.days')}>{minimumDays ?? 0}</Setting>
      <Setting name={t('bursar.minimum')}>{minimumTotal ? money(minimumTotal) : t('none')}</Setting>
      {hasFile && (
        <Setting name={t('bursar.file')}>
          <Group gap="sm">
            {formats.map(format => (
              <Anchor key={format} href={href(format)} download size="sm" underline="always">
                {format.toUpperCase()}
              </Anchor>
            ))}
          </Group>
        </Setting>
      )}
    </>
  )
}
