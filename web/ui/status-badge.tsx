import type { TablerIcon } from '@tabler/icons-react'
import classes from './status-badge.module.css'

export type Tone = 'good' | 'quiet' | 'warning' | 'bad' | 'accent'

/** A status: icon and word say it, the colour only repeats it. */
export function StatusBadge({
  icon: Icon,
  tone,
  children,
}: {
  icon: TablerIcon
  tone: Tone
  children: string
}) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  )
}
