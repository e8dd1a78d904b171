import type { ReactNode } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import type { MessageKey } from '../messages/en.ts'

type Values = Record<string, string | number | boolean | undefined>
type RichValues = Record<string, ReactNode | ((chunks: ReactNode[]) => ReactNode)>

/** Text of a key, with its values filled in. */
export type Text = {
  (key: MessageKey, values?: Values): string
  /** The same with elements inside, for example a link. */
  rich: (key: MessageKey, values: RichValues) => ReactNode
  /** Text of a key put together from data, such as `problem.${code}`; `fallback` if there is none. */
  of: (key: string, fallback: string, values?: Values) => string
}

/** All text on the screen comes from here: `const t = useText(); t('users.title')`. */
export function useText(): Text {
  return textOf(useIntl())
}

/** Text for code outside of components. */
export function textOf(intl: IntlShape): Text {
  const isRightToLeft = intl.locale.startsWith('ar')
  const filled = (values?: Values) => (isRightToLeft && values ? isolated(values) : values)
  const t = (key: MessageKey, values?: Values) => intl.formatMessage({ id: key }, filled(values))
  return Object.assign(t, {
    rich: (key: MessageKey, values: RichValues) => intl.formatMessage({ id: key }, values) as ReactNode,
    of: (key: string, fallback: string, values?: Values) =>
      Object.hasOwn(intl.messages, key) ? intl.formatMessage({ id: key }, filled(values)) : fallback,
  })
}

/** Texts from the data keep their own direction inside a right-to-left sentence: Unicode's isolating marks. */
function isolated(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? `\u2068${value}\u2069` : value,
    ]),
  )
}
