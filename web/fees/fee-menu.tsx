import { Menu } from '@mantine/core'
import type { Fee, FeeAction } from '../../contract/fees.ts'
import type { Permission } from '../../contract/permissions.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useAskFee } from './asked.ts'

const needs: Record<FeeAction, Permission> = {
  pay: 'fees.pay',
  waive: 'fees.waive',
  dispute: 'fees.dispute',
  restore: 'fees.dispute',
  link: 'fees.add',
  transfer: 'fees.transfer',
}
const actions = Object.keys(needs) as FeeAction[]

/** Actions of a row; what is not possible says why (features G4). */
export function FeeMenu({ fee }: { fee: Fee }) {
  const t = useText()
  const ask = useAskFee()
  const forbidden = useForbidden()
  const reasonOf = (action: FeeAction) => {
    const refusal = fee.refusals[action]
    return forbidden(needs[action]) ?? (refusal && t(`fees.refusal.${refusal}`))
  }
  return (
    <>
      {actions.map(action => (
        <ForbiddenAction key={action} reason={reasonOf(action)}>
          <Menu.Item onClick={() => ask({ what: action, fee })}>{t(`fees.menu.${action}`)}</Menu.Item>
        </ForbiddenAction>
      ))}
      <Menu.Divider />
      <ForbiddenAction reason={fee.hasLoan ? undefined : t('fees.noLoan')}>
        <Menu.Item onClick={() => ask({ what: 'loan', fee })}>{t('fees.menu.loan')}</Menu.Item>
      </ForbiddenAction>
      <Menu.Item onClick={() => ask({ what: 'transactions', fee })}>{t('fees.menu.transactions')}</Menu.Item>
    </>
  )
}
