import { Button, Group, Progress, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { createSet, createSetFromFile, listSets, type UserSet } from '../../contract/sets.ts'
import { invalidate } from '../api/query.ts'
import { useUpload } from '../api/use-upload.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { limitsOf } from '../ui/form-rules.ts'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { SetResult } from './set-result.tsx'
import classes from './sets.module.css'

const accepted = ['.xlsx', '.csv', '.txt']

/** An itemised set from a file of identifiers, with the fields and defaults that Alma has (features O1, O2). */
export function AddSetPage() {
  const t = useText()
  const client = useQueryClient()
  const [made, setMade] = useState<UserSet>()
  const upload = useUpload(createSetFromFile, async set => {
    setMade(set)
    await invalidate(client, [listSets])
  })
  return (
    <Page>
      <PageHeader title={t('addSet.title')} subtitle={t('addSet.subtitle')} />
      <div className={classes.form}>
        {made ? <SetResult set={made} onAnother={() => setMade(undefined)} /> : <FileForm upload={upload} />}
      </div>
    </Page>
  )
}

type Upload = ReturnType<typeof useUpload<typeof createSetFromFile>>

const nothing = { name: '', description: '', note: '', isPrivate: 'true' }

function FileForm({ upload: { send, share } }: { upload: Upload }) {
  const t = useText()
  const [fields, setFields] = useState(nothing)
  const [file, setFile] = useState<File>()
  const [isAsked, setAsked] = useState(false)
  const missing = (isMissing: boolean, text: string) => (isAsked && isMissing ? text : undefined)
  const text = (name: 'name' | 'description' | 'note') => ({
    ...limitsOf(createSet, name),
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
  })

  function take(chosen: File) {
    setFile(chosen)
    if (fields.name === '') setFields({ ...fields, name: chosen.name.replace(/\.\w+$/, '') })
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setAsked(true)
    if (file && fields.name.trim() !== '') send.mutate({ fields, file })
    else focusFirstWrong(event.currentTarget)
  }

  return (
    <Panel title={t('addSet.details')}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <FileDrop
            label={t('addSet.file')}
            hint={t('addSet.fileHint')}
            accepted={accepted}
            file={file}
            onFile={take}
            error={missing(!file, t('addSet.fileMissing'))}
          />
          <TextInput
            {...text('name')}
            label={t('addSet.name')}
            error={missing(fields.name.trim() === '', t('rule.required'))}
          />
          <Textarea {...text('description')} label={t('addSet.description')} autosize minRows={2} />
          <Textarea {...text('note')} label={t('addSet.note')} autosize minRows={2} />
          <TextInput label={t('addSet.content')} value={t('addSet.contentUser')} readOnly variant="filled" />
          <Radio.Group
            label={t('addSet.private')}
            value={fields.isPrivate}
            onChange={isPrivate => setFields({ ...fields, isPrivate })}
          >
            <Stack gap={6} mt={6}>
              <Radio value="true" label={t('addSet.privateYes')} />
              <Radio value="false" label={t('addSet.privateNo')} />
            </Stack>
          </Radio.Group>
          <FailureAlert error={send.error} />
          <Sending isPending={send.isPending} share={share} />
          <Group justify="flex-end" gap="xs">
            <ButtonLink to="/sets" variant="default">
              {t('action.cancel')}
            </ButtonLink>
            <Button type="submit" loading={send.isPending}>
              {t('addSet.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

/** Keeps its place, so that nothing moves when the upload starts. */
function Sending({ isPending, share }: { isPending: boolean; share: number }) {
  const t = useText()
  return (
    <div className={classes.sending}>
      {isPending && (
        <>
          <Progress
            value={share * 100}
            animated={share === 1}
            aria-label={t('file.progress')}
            transitionDuration={100}
          />
          <Text size="xs" c="dimmed" role="status">
            {t(share < 1 ? 'addSet.sending' : 'addSet.matching')}
          </Text>
        </>
      )}
    </div>
  )
}
