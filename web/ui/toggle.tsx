import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import classes from './toggle.module.css'

type Props = Omit<ComponentPropsWithRef<'button'>, keyof UnstyledButtonProps> &
  UnstyledButtonProps & { isOn: boolean; label: string }

/** A switch that asks before it switches: pressing it opens a dialog, so it is a button with the role of a switch. */
export function Toggle({ isOn, label, ...props }: Props) {
  return (
    <UnstyledButton {...props} role="switch" aria-checked={isOn} aria-label={label} className={classes.track}>
      <span className={classes.thumb} />
    </UnstyledButton>
  )
}
