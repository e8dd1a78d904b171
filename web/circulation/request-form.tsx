import { useRef, useState } from 'react'
import { placeRequest } from '../../contract/circulation.ts'
import type { UserRecord } from '../../contract/users.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { useToast } from '../ui/use-toast.ts'
import { RefusalDialog } from './refusal-dialog.tsx'
import { ScanForm } from './scan-form.tsx'
import { staleAfterAct } from './use-desk-act.ts'
import { useRefusable } from './use-refusable.ts'

/** Requests an item by its barcode, to be picked up at a library. */
export function RequestForm({ record, isViewOnly }: { record: UserRecord; isViewOnly: boolean }) {
  const t = useText()
  const toast = useToast()
  const forbidden = useForbidden()('circulation.work')
  const { options, isKnown } = useCodes()
  const libraries = options('Libraries')
  const [chosen, setChosen] = useState<string>()
  const pickupLibrary = chosen ?? libraries[0]?.value ?? ''
  const input = useRef<HTMLInputElement>(null)
  const requesting = useRefusable(placeRequest, {
    invalidates: staleAfterAct,
    onSuccess: request => {
      toast(t('circulation.requested', { title: request.title ?? '', place: request.placeInQueue ?? 1 }))
      input.current?.focus()
    },
  })
  return (
    <>
      <ScanForm
        label={t('circulation.request.label')}
        submit={t('circulation.request.go')}
        onScan={barcode =>
          requesting.send({ params: { userId: record.userId }, body: { barcode, pickupLibrary } })
        }
        isPending={requesting.isPending}
        isHeld={!isKnown || requesting.refusals.length > 0}
        failure={requesting.failure}
        hindrance={isViewOnly ? t('circulation.viewOnly') : forbidden}
        inputRef={input}
      >
        <CodeSelect
          required
          label={t('circulation.pickup')}
          options={libraries}
          value={pickupLibrary}
          onChange={setChosen}
        />
      </ScanForm>
      <RefusalDialog title={t('refusal.request')} refusable={requesting} record={record} />
    </>
  )
}
