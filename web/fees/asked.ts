import { createContext, useContext } from 'react'
import type { Fee, FeeAction } from '../../contract/fees.ts'

/** What concerns more than one fee. */
export type AskedForAll = 'add' | 'payAll' | 'waiveSelected'

/** What the person wants to do: the dialog that is open. */
export type Asked = { what: FeeAction | 'transactions' | 'loan'; fee: Fee } | { what: AskedForAll }

export const AskFee = createContext<(asked: Asked) => void>(() => undefined)

/** Opens a dialog about fees: `ask({ what: 'pay', fee })`. */
export const useAskFee = () => useContext(AskFee)
