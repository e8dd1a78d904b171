import { BlockList, isIP } from 'node:net'

/** Whether the address is in one of the ranges. */
export function isInRanges(ranges: readonly string[], address: string): boolean {
  const list = new BlockList()
  for (const range of ranges) addRange(list, range)
  const bare = address.replace(/%.*$/, '')
  const version = isIP(bare)
  return version !== 0 && list.check(bare, version === 6 ? 'ipv6' : 'ipv4')
}

/** The first text that is no address, network or range, or undefined. */
export function findNoRange(ranges: readonly string[]): string | undefined {
  return ranges.find(range => !addRange(new BlockList(), range))
}

const versions = { 4: 'ipv4', 6: 'ipv6' } as const

/** Adds an address, a network (`192.0.2.0/24`) or a range (`192.0.2.10-192.0.2.20`), of either version; false if the text is none of them. */
function addRange(list: BlockList, text: string): boolean {
  const [, first = '', sign, last = ''] = /^([^/\s-]+)\s*(?:([/-])\s*([^/\s-]+))?$/.exec(text) ?? []
  const version = isIP(first)
  if (version === 0) return false
  const family = versions[version as 4 | 6]
  if (sign === undefined) list.addAddress(first, family)
  else if (sign === '-') return addPair(list, { first, last, family })
  else if (!isPrefix(last, version)) return false
  else list.addSubnet(first, Number(last), family)
  return true
}

const isPrefix = (text: string, version: number): boolean =>
  /^\d{1,3}$/.test(text) && Number(text) <= (version === 6 ? 128 : 32)

function addPair(list: BlockList, pair: { first: string; last: string; family: 'ipv4' | 'ipv6' }): boolean {
  if (isIP(pair.last) !== isIP(pair.first)) return false
  try {
    list.addRange(pair.first, pair.last, pair.family)
    return true
  } catch {
    // The last address stands before the first one.
    return false
  }
}
