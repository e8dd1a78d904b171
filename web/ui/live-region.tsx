import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'

/** Speaks its content to screen readers whenever it changes; it must stay mounted to be heard. */
export function LiveRegion({ children }: { children: ReactNode }) {
  return (
    <VisuallyHidden>
      <span role="status">{children}</span>
    </VisuallyHidden>
  )
}
