import type { ReactNode } from 'react'
import classes from './settings-list.module.css'

/** Names and values, to be read and not changed: `<SettingsList><Setting name="…">…</Setting></SettingsList>`. */
export function SettingsList({ children }: { children: ReactNode }) {
  return <dl className={classes.list}>{children}</dl>
}

export function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.setting}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
