import { Button } from '@mantine/core'
import type { Permission } from '../../../contract/permissions.ts'
import { useText } from '../../i18n/use-text.ts'
import type { MessageKey } from '../../messages/en.ts'
import { useForbidden } from '../../session/session.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'

type ActionProps = {
  label: MessageKey
  needs: Permission[]
  onClick: () => void
  /** Why it cannot be done, beside missing permissions. */
  reason?: string | undefined
  isBusy?: boolean
}

/** A button for what is done with many; whoever may not is told why. */
export function BulkAction({ label, needs, onClick, reason, isBusy = false }: ActionProps) {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <ForbiddenAction reason={forbidden(...needs) ?? reason}>
      <Button variant="default" size="compact-sm" onClick={onClick} loading={isBusy}>
        {t(label)}
      </Button>
    </ForbiddenAction>
  )
}
