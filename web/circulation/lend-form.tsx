import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { lend } from '../../contract/circulation.ts'
import type { UserRecord } from '../../contract/users.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useCurrentDesk } from '../session/current-desk.tsx'
import { useToast } from '../ui/use-toast.ts'
import { RefusalDialog } from './refusal-dialog.tsx'
import { ScanForm } from './scan-form.tsx'
import { staleAfterAct, useDeskHindrance } from './use-desk-act.ts'
import { useRefusable } from './use-refusable.ts'

const route = getRouteApi('/shell/desk')

/** Lends one scanned item after the other; Escape in the empty box ends with this patron. */
export function LendForm({ record, isViewOnly }: { record: UserRecord; isViewOnly: boolean }) {
  const t = useText()
  const toast = useToast()
  const { moment } = useFormats()
  const { proxy } = route.useSearch()
  const navigate = route.useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const { desk = '', isKnown } = useCurrentDesk()
  const lending = useRefusable(lend, {
    invalidates: staleAfterAct,
    onSuccess: loan => {
      toast(t('circulation.lent', { title: loan.title ?? loan.barcode, until: moment(loan.dueAt) }))
      input.current?.focus()
    },
  })
  const scan = (barcode: string) =>
    lending.send({
      params: { userId: record.userId },
      body: { barcode, desk, ...(proxy ? { proxyId: Number(proxy) } : {}) },
    })
  return (
    <>
      <ScanForm
        label={t('circulation.lend.label')}
        submit={t('circulation.lend.go')}
        onScan={scan}
        isPending={lending.isPending}
        isHeld={!isKnown || lending.refusals.length > 0}
        failure={lending.failure}
        hindrance={useDeskHindrance(isViewOnly)}
        inputRef={input}
        isFirst
        onLeave={() => void navigate({ search: {} })}
      />
      <RefusalDialog title={t('refusal.loan')} refusable={lending} record={record} />
    </>
  )
}
