import { Checkbox } from '@mantine/core'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { useNotInvitable } from '../../sso/use-not-invitable.ts'
import type { NewUserForm } from './use-new-user.ts'

/** Whether somebody new gets the letter that leads to social login at once (seed 002, adding users). */
export function InviteNewUser({ form, recordType }: { form: NewUserForm; recordType: string }) {
  const t = useText()
  const forbidden = useForbidden()
  const notInvitable = useNotInvitable(recordType)
  const reason = forbidden('letters.send') ?? notInvitable
  return (
    <Checkbox
      {...form.check('invitesToSocialLogin')}
      label={t('sso.invite.withNewUser')}
      description={reason}
      disabled={reason !== undefined}
    />
  )
}
