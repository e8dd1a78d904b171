import { ActionIcon, Button, Group, Menu, Modal, Radio, Stack, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { Filter } from '../../../contract/filter.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { isPatron } from '../../fees/is-patron.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { useNotInvitable } from '../../sso/use-not-invitable.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { MenuLink } from '../../ui/link.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { AccessDialog, type AccessDialogName, AccessItems, accessDialogs } from './access-items.tsx'
import { DetachSocialDialog } from './detach-social-dialog.tsx'
import { isExternalAccount, useUntouchable } from './editability.ts'
import { InviteSocialDialog } from './invite-social-dialog.tsx'
import { ToggleAccountDialog } from './toggle-account-dialog.tsx'
import type { RecordForm } from './use-record-form.ts'

const DeleteDialog = lazy(async () => ({ default: (await import('../delete-dialog.tsx')).DeleteDialog }))
const RecalculateDialog = lazy(async () => ({
  default: (await import('../../registration/recalculate-dialog.tsx')).RecalculateDialog,
}))
const DistributeDialog = lazy(async () => ({
  default: (await import('../../network/distribute-dialog.tsx')).DistributeDialog,
}))
const SendLetterDialog = lazy(async () => ({
  default: (await import('../../letters/send-letter-dialog.tsx')).SendLetterDialog,
}))

type Props = { record: UserRecord; form: RecordForm }

/** What can be done with the whole record, in a menu at its header. */
export function RecordActions({ record, form }: Props) {
  const t = useText()
  const forbidden = useForbidden()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<
    | 'open'
    | 'toggle'
    | 'letter'
    | 'delete'
    | 'detach'
    | AccessDialogName
    | 'distribute'
    | 'invite'
    | 'recalculate'
  >()
  const protection = useUntouchable()(record)
  const notInvitable = useNotInvitable(record.values['record_type'])
  const unsaved = form.isDirty ? t('record.saveFirst') : undefined
  const close = () => setDialog(undefined)
  const onlyThis: Filter = { field: 'primary_id', op: 'eq', value: String(record.values['primary_id']) }
  const accessDialog = accessDialogs.find(one => one === dialog)
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('record.actions')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isExternalAccount(record) && !form.opening && (
            <ForbiddenAction reason={protection ?? forbidden('users.edit')}>
              <Menu.Item onClick={() => setDialog('open')}>{t('record.openForUpdate')}</Menu.Item>
            </ForbiddenAction>
          )}
          <ForbiddenAction reason={protection ?? forbidden('users.toggle') ?? unsaved}>
            <Menu.Item onClick={() => setDialog('toggle')}>{t('record.toggleAccount')}</Menu.Item>
          </ForbiddenAction>
          <AccessItems record={record} protection={protection} onChoose={setDialog} />
          <ForbiddenAction
            reason={
              forbidden('circulation.view') ?? (isPatron(record) ? undefined : t('circulation.noPatron'))
            }
          >
            <MenuLink to="/desk" search={{ patron: String(record.userId), from: 'record' }}>
              {t('circulation.manage')}
            </MenuLink>
          </ForbiddenAction>
          <ForbiddenAction reason={record.summary.isRestricted ? protection : forbidden('letters.send')}>
            <Menu.Item onClick={() => setDialog('letter')}>{t('record.sendMessage')}</Menu.Item>
          </ForbiddenAction>
          <ForbiddenAction
            reason={record.summary.isRestricted ? protection : (forbidden('letters.send') ?? notInvitable)}
          >
            <Menu.Item onClick={() => setDialog('invite')}>{t('sso.invite.action')}</Menu.Item>
          </ForbiddenAction>
          {record.summary.socialLogins.length > 0 && (
            <ForbiddenAction reason={protection ?? forbidden('users.edit') ?? unsaved}>
              <Menu.Item onClick={() => setDialog('detach')}>{t('record.detachSocial')}</Menu.Item>
            </ForbiddenAction>
          )}
          <ForbiddenAction reason={protection ?? forbidden('tasks.update_roles') ?? unsaved}>
            <Menu.Item onClick={() => setDialog('recalculate')}>
              {t('assignment.recalculate.action')}
            </Menu.Item>
          </ForbiddenAction>
          <ForbiddenAction reason={forbidden('users.distribute') ?? unsaved}>
            <Menu.Item onClick={() => setDialog('distribute')}>{t('network.distribute')}</Menu.Item>
          </ForbiddenAction>
          <Menu.Divider />
          <ForbiddenAction reason={protection ?? forbidden('users.delete') ?? unsaved}>
            <Menu.Item color="red.8" onClick={() => setDialog('delete')}>
              {t('deletion.action')}
            </Menu.Item>
          </ForbiddenAction>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'open' && <OpenForUpdateDialog form={form} onClose={close} />}
      {dialog === 'delete' && (
        <Suspense>
          <DeleteDialog
            user={{
              userId: record.userId,
              name: record.name,
              recordType: String(record.values['record_type']),
            }}
            onClose={close}
            onDeleted={() => void navigate({ to: '/users' })}
          />
        </Suspense>
      )}
      {dialog === 'recalculate' && (
        <Suspense>
          <RecalculateDialog population={onlyThis} onClose={close} />
        </Suspense>
      )}
      {dialog === 'distribute' && (
        <Suspense>
          <DistributeDialog population={onlyThis} onClose={close} />
        </Suspense>
      )}
      {dialog === 'letter' && (
        <Suspense>
          <SendLetterDialog user={record} unsaved={unsaved} onClose={close} />
        </Suspense>
      )}
      {accessDialog && <AccessDialog dialog={accessDialog} record={record} onClose={close} />}
      {dialog === 'invite' && <InviteSocialDialog record={record} onClose={close} />}
      {dialog === 'detach' && <DetachSocialDialog record={record} onClose={close} />}
      {dialog === 'toggle' && <ToggleAccountDialog record={record} onClose={close} />}
    </>
  )
}

/** Asks before an external account is edited, and what the next load shall do with fields that staff may keep. */
function OpenForUpdateDialog({ form, onClose }: { form: RecordForm; onClose: () => void }) {
  const t = useText()
  const [choice, setChoice] = useState('keep')
  useFocusBack(true)
  const open = () => {
    form.open({ keepsEdits: choice === 'keep' })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('record.openForUpdate')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('open.text')}</Text>
        <Radio.Group label={t('open.question')} value={choice} onChange={setChoice}>
          <Stack gap={6} mt={6}>
            <Radio value="keep" label={t('open.keep')} />
            <Radio value="leave" label={t('open.leave')} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button onClick={open}>{t('open.confirm')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
