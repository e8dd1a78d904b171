import { Anchor, type AnchorProps, Button, type ButtonProps, Menu, type MenuItemProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'

type AsAnchor<Props> = Props & Omit<ComponentPropsWithRef<'a'>, keyof Props>

/** A link in text: `<TextLink to="/users/$userId/$tab" params={…}>`. */
export const TextLink = createLink((props: AsAnchor<AnchorProps>) => <Anchor {...props} />)

/** A link that looks like a button. */
export const ButtonLink = createLink((props: AsAnchor<ButtonProps>) => <Button component="a" {...props} />)

/** A link in a menu. */
export const MenuLink = createLink((props: AsAnchor<MenuItemProps>) => <Menu.Item component="a" {...props} />)
