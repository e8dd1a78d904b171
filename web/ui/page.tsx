import type { ReactNode } from 'react'
import classes from './page.module.css'

/** The body of a page. With `fills` the page is exactly as high as the window and its table scrolls inside. */
export function Page({ fills = false, children }: { fills?: boolean; children: ReactNode }) {
  return (
    <div className={classes.page} data-fills={fills || undefined}>
      {children}
    </div>
  )
}
