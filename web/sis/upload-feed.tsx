import { Button, Group, Progress, Select, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type SisProfile, uploadFeed } from '../../contract/sis.ts'
import { listTasks } from '../../contract/tasks.ts'
import { invalidate } from '../api/query.ts'
import { useUpload } from '../api/use-upload.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './sis.module.css'

const accepted = ['.zip', '.xml']

/** Uploads a feed and goes to its plan. */
export function UploadFeed({ profiles }: { profiles: SisProfile[] }) {
  const t = useText()
  const forbidden = useForbidden()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [code, setCode] = useState<string>()
  const [file, setFile] = useState<File>()
  const [isAsked, setAsked] = useState(false)
  const profile = code ?? profiles[0]?.code ?? ''
  const { send, share } = useUpload(uploadFeed, async ({ task }) => {
    await invalidate(client, [listTasks])
    await navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} })
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setAsked(true)
    if (file) send.mutate({ fields: { profile }, file })
    else focusFirstWrong(event.currentTarget)
  }

  return (
    <Panel title={t('sis.upload.title')}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <Select
            label={t('sis.upload.profile')}
            data={profiles.map(one => ({ value: one.code, label: one.name }))}
            value={profile}
            onChange={value => setCode(value ?? undefined)}
            allowDeselect={false}
          />
          <FileDrop
            label={t('sis.upload.file')}
            hint={t('sis.upload.fileHint')}
            accepted={accepted}
            file={file}
            onFile={setFile}
            error={isAsked && !file ? t('sis.upload.missing') : undefined}
          />
          <FailureAlert error={send.error} />
          <Group justify="space-between" wrap="nowrap" gap="md">
            <Sending isPending={send.isPending} share={share} />
            <ForbiddenAction reason={forbidden('sis.run')}>
              <Button type="submit" loading={send.isPending}>
                {t('sis.upload.submit')}
              </Button>
            </ForbiddenAction>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

function Sending({ isPending, share }: { isPending: boolean; share: number }) {
  const t = useText()
  if (!isPending) return <div className={classes.sending} />
  return (
    <div className={classes.sending}>
      <Progress value={share * 100} animated={share === 1} aria-label={t('file.progress')} />
      <Text size="xs" c="dimmed" role="status">
        {share < 1
          ? t('sis.upload.sending', { share: Math.floor(share * 20) / 20 })
          : t('sis.upload.reading')}
      </Text>
    </div>
  )
}
