import { Tooltip } from '@mantine/core'
import { cloneElement, type ReactElement, type SyntheticEvent } from 'react'

type Guarded = {
  'aria-disabled'?: boolean
  'aria-description'?: string
  'data-disabled'?: boolean
  onClick?: (event: SyntheticEvent) => void
}

type Props = { reason: string | undefined; children: ReactElement<Guarded> }

/**
 * A control that may not be used now. It stays where it is and can be reached by keyboard, so that everybody
 * learns why; without a reason the control is untouched.
 */
export function ForbiddenAction({ reason, children }: Props) {
  if (!reason) return children
  return (
    <Tooltip label={reason}>
      {cloneElement(children, {
        'aria-disabled': true,
        'aria-description': reason,
        'data-disabled': true,
        onClick: (event: SyntheticEvent) => {
          event.preventDefault()
          event.stopPropagation()
        },
      })}
    </Tooltip>
  )
}
