import { isIP } from 'node:net'
import type { Exchange } from '../http/exchange.ts'
import { sessionCookie } from './sessions.ts'

/** The browser at the door: the session that it has already, where it is, and what it calls itself. */
export type Visitor = { cookie: string | undefined; address: string; browser: string | undefined }

export const visitorOf = (exchange: Exchange): Visitor => ({
  cookie: exchange.cookie(sessionCookie),
  address: exchange.address,
  browser: exchange.browser,
})

// The first that occurs is meant: Edge and Opera call themselves Chrome, too, and Chrome calls itself Safari.
const browsers: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** Browser and system by their names alone: enough to know one's own device, too little to follow it. */
export function browserName(text: string | undefined): string | null {
  const nameIn = (names: typeof browsers) => names.find(([pattern]) => pattern.test(text ?? ''))?.[1]
  return [nameIn(browsers), nameIn(systems)].filter(Boolean).join(', ') || null
}

/** The network that an address is in: three of four parts, or three of eight. */
export function shortAddress(address: string): string | null {
  const bare = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '')
  if (isIP(bare) === 4) return bare.replace(/\d+$/, '*')
  if (isIP(bare) === 0) return null
  const [head = ''] = bare.split('::')
  return `${[...head.split(':'), '0', '0', '0']
    .map(part => part || '0')
    .slice(0, 3)
    .join(':')}:*`
}
