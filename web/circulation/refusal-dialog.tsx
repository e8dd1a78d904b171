import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { Refusal } from '../../contract/circulation.ts'
import type { UserRecord } from '../../contract/users.ts'
import { useText } from '../i18n/use-text.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { ReasonWords } from '../users/record/why-blocked.tsx'
import classes from './desk.module.css'
import type { Refusable } from './use-refusable.ts'

type Props = { title: string; refusable: Refusable; record?: UserRecord | undefined }

/** Why something is refused, reason by reason; whoever may go on all the same says so here. */
export function RefusalDialog({ title, refusable, record }: Props) {
  const t = useText()
  const { refusals, isPending, override, close } = refusable
  const isOpen = refusals.length > 0
  useFocusBack(isOpen)
  const stays = refusals.filter(one => !one.mayOverride)
  const reason = stays.length > 0 ? whyNot(t, stays) : undefined
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <ul className={classes.reasons}>
          {refusals.map(refusal => (
            <li key={refusal.key}>
              <Words refusal={refusal} record={record} />
            </li>
          ))}
        </ul>
        {reason && (
          <Text size="sm" c="dimmed">
            {reason}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <ForbiddenAction reason={reason}>
            <Button variant="default" onClick={override} loading={isPending}>
              {t('refusal.override')}
            </Button>
          </ForbiddenAction>
          <Button onClick={close} data-autofocus>
            {t('refusal.leave')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function whyNot(t: ReturnType<typeof useText>, stays: Refusal[]): string {
  if (stays.some(one => one.overridable === 'NONE')) return t('refusal.nobody')
  return t(stays.some(one => one.overridable === 'CIRCDESC') ? 'refusal.managers' : 'refusal.operators')
}

/** What the person's record says is worded as it is there. */
const ofRecord: readonly string[] = ['block', 'inactive', 'expired', 'patron_role_ended', 'limit']

function Words({ refusal, record }: { refusal: Refusal; record: UserRecord | undefined }) {
  const t = useText()
  const isProxys = refusal.proxyId !== undefined
  const words = ofRecord.includes(refusal.kind) ? (
    <ReasonWords
      reason={{ ...refusal, elementId: refusal.key.split(':').at(-1) }}
      record={isProxys ? undefined : record}
    />
  ) : (
    t.of(`refusal.${refusal.kind}`, refusal.kind)
  )
  return isProxys ? (
    <>
      {t('refusal.ofProxy')} {words}
    </>
  ) : (
    words
  )
}
