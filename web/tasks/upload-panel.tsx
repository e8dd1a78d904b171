import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { uploadCourses } from '../../contract/courses.ts'
import type { uploadFeed } from '../../contract/sis.ts'
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
import classes from './upload-panel.module.css'

type Props = {
  /** What plans a job from the file. */
  endpoint: typeof uploadFeed | typeof uploadCourses
  title: string
  /** Of the file. */
  label: string
  hint: string
  /** What is said when there is none. */
  missing: string
  accepted: readonly string[]
  /** Sent with the file. */
  fields?: Record<string, string>
  /** Above the file. */
  children?: ReactNode
}

/** Uploads a file that a job is made of, and goes to its plan. */
export function UploadPanel({ endpoint, title, missing, fields = {}, children, ...file }: Props) {
  const t = useText()
  const forbidden = useForbidden()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<File>()
  const [isAsked, setAsked] = useState(false)
  const { send, share } = useUpload(endpoint, async ({ task }) => {
    await invalidate(client, [listTasks])
    await navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} })
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setAsked(true)
    if (chosen) send.mutate({ fields, file: chosen })
    else focusFirstWrong(event.currentTarget)
  }

  return (
    <Panel title={title}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          {children}
          <FileDrop
            {...file}
            file={chosen}
            onFile={setChosen}
            error={isAsked && !chosen ? missing : undefined}
          />
          <FailureAlert error={send.error} />
          <Group justify="space-between" wrap="nowrap" gap="md">
            <Sending isPending={send.isPending} share={share} />
            <ForbiddenAction reason={forbidden(endpoint.permission)}>
              <Button type="submit" loading={send.isPending}>
                {t('upload.submit')}
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
        {share < 1 ? t('upload.sending', { share: Math.floor(share * 20) / 20 }) : t('upload.reading')}
      </Text>
    </div>
  )
}
