import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { useFormats } from '../i18n/use-formats.ts'
import classes from './tabs.module.css'

/** A row of tabs whose choice is part of the address, so every tab is a link. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes.scroller}>
      <ul className={classes.tabs}>{children}</ul>
    </nav>
  )
}

type AnchorProps = ComponentPropsWithRef<'a'> & {
  isCurrent: boolean
  /** Number behind the name; its place is kept while it is unknown. */
  count?: number | undefined
  hasCount?: boolean
}

/** One tab: `<Tab to="/users" search={{ tab: 'STAFF' }} isCurrent={…}>`. */
export const Tab = createLink(TabAnchor)

/** On a narrow screen the row of tabs scrolls: the chosen one is never behind its edge. */
function showWhole(tab: HTMLLIElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function TabAnchor({ isCurrent, count, hasCount, children, ...props }: AnchorProps) {
  const { number } = useFormats()
  return (
    <li ref={isCurrent ? showWhole : undefined}>
      <a {...props} className={classes.tab} aria-current={isCurrent ? 'page' : undefined}>
        {children}
        {hasCount && <span className={classes.count}>{count === undefined ? '\u2007' : number(count)}</span>}
      </a>
    </li>
  )
}
