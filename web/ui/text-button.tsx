import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = { onClick: () => void; label?: string; children: ReactNode }

/** A button that reads like a link, for a small action within a line of text. */
export function TextButton({ onClick, label, children }: Props) {
  return (
    <Anchor component="button" type="button" size="xs" onClick={onClick} aria-label={label}>
      {children}
    </Anchor>
  )
}
