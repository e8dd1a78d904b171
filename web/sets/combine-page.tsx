import { Button, Center, Checkbox, Group, Input, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { combineSets, listSets, previewCombination, readSet } from '../../contract/sets.ts'
import { invalidate, q } from '../api/query.ts'
import { plain } from '../i18n/plain.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useForm } from '../ui/form.ts'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { useToast } from '../ui/use-toast.ts'
import { OperationChoice } from './operation-choice.tsx'
import { SetName } from './set-name.tsx'
import { SetSelect } from './set-select.tsx'
import { type Operation, setIdOf } from './set-words.ts'
import classes from './sets.module.css'

const route = getRouteApi('/shell/sets/$setId/combine')

type Names = {
  name: string
  description: string
  isPrivate: boolean
  secondSetId: number | undefined
}

/** And, Or, Not of two sets, with the numbers before anything is made (features O3). */
export function CombinePage() {
  const t = useText()
  const firstSetId = Number(route.useParams().setId)
  const first = useQuery(q(readSet, { params: { setId: firstSetId } }))
  return (
    <Page>
      <PageHeader title={t('combine.title')} subtitle={t('combine.subtitle')} />
      {first.error ? (
        <Center mih="30vh">
          <ErrorState error={first.error} onRetry={() => void first.refetch()} />
        </Center>
      ) : (
        <div className={classes.form}>
          <CombineForm firstSetId={firstSetId} />
        </div>
      )}
    </Page>
  )
}

function CombineForm({ firstSetId }: { firstSetId: number }) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const goTo = useNavigate()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = setIdOf(search.with)
  const secondSetId = chosen === firstSetId ? undefined : chosen
  const operation = search.operation ?? 'not'
  const proposal = useProposal(firstSetId, secondSetId, operation)
  const preview = useQuery({
    ...q(previewCombination, { query: { firstSetId, secondSetId: secondSetId ?? firstSetId } }),
    enabled: secondSetId !== undefined,
  })
  const initial: Names = { name: proposal, description: '', isPrivate: true, secondSetId }
  const form = useForm(combineSets, {
    initial,
    request: ({ name, description, isPrivate }) => ({
      body: {
        name: name.trim(),
        ...(description ? { description } : {}),
        isPrivate,
        firstSetId,
        secondSetId: secondSetId as number,
        operation,
      },
    }),
    onSuccess: async set => {
      toast(t('combine.done', { name: set.name }))
      await invalidate(client, [listSets])
      await goTo({ to: '/sets' })
    },
  })
  return (
    <form {...form.props}>
      <Panel title={t('addSet.details')}>
        <Stack gap="md">
          <FirstSet setId={firstSetId} />
          <SetSelect
            label={t('combine.second')}
            value={secondSetId}
            except={firstSetId}
            required
            onChange={id => void navigate({ search: { ...search, with: id?.toString() }, replace: true })}
          />
          <OperationChoice
            value={operation}
            onChange={one => void navigate({ search: { ...search, operation: one }, replace: true })}
            counts={preview.data}
            isCounting={preview.isFetching}
          />
          <FailureAlert error={preview.error} />
          <TextInput {...form.text('name')} label={t('combine.name')} />
          <Textarea {...form.text('description')} label={t('addSet.description')} autosize minRows={2} />
          <Checkbox {...form.check('isPrivate')} label={t('saveSet.private')} />
          <FailureAlert error={form.failure} />
          <Group justify="flex-end" gap="xs">
            <ButtonLink to="/sets" variant="default">
              {t('action.cancel')}
            </ButtonLink>
            <ForbiddenAction reason={secondSetId === undefined ? t('combine.chooseFirst') : undefined}>
              <Button type="submit" loading={form.isSending}>
                {t('combine.submit')}
              </Button>
            </ForbiddenAction>
          </Group>
        </Stack>
      </Panel>
    </form>
  )
}

function FirstSet({ setId }: { setId: number }) {
  const t = useText()
  const { data } = useQuery(q(readSet, { params: { setId } }))
  return (
    <Input.Wrapper label={t('combine.first')} labelElement="div">
      <Text size="sm" component="div">
        <SetName setId={setId} />{' '}
        <Text span size="sm" c="dimmed">
          {data?.memberCount !== undefined && t('combine.members', { count: data.memberCount })}
        </Text>
      </Text>
    </Input.Wrapper>
  )
}

/** A name that says what the new set is; the server takes at most 255 characters. */
function useProposal(firstSetId: number, secondSetId: number | undefined, operation: Operation): string {
  const t = useText()
  const first = useQuery(q(readSet, { params: { setId: firstSetId } })).data?.name
  const second = useQuery({
    ...q(readSet, { params: { setId: secondSetId ?? firstSetId } }),
    enabled: secondSetId !== undefined,
  }).data?.name
  if (!first || !second || secondSetId === undefined) return ''
  return plain(t(`combine.proposal.${operation}`, { first, second })).slice(0, 255)
}
