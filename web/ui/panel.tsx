import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './panel.module.css'

type Props = { title: string /** Beside the title. */; aside?: ReactNode; children: ReactNode }

/** A part of a page with its own heading, raised from the surface. */
export function Panel({ title, aside, children }: Props) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.header}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </header>
      {children}
    </section>
  )
}
