import { randomInt } from 'node:crypto'
import { escapeText } from '../alma-user/to-alma-xml.ts'

/** How an answer is written. */
export type Format = 'json' | 'xml'

export type AlmaError = { code: string; message: string; trackingId?: string }

/** The content types with the character set, as Alma's own answers have it. */
export const contentTypeOf: Readonly<Record<Format, string>> = {
  json: 'application/json;charset=UTF-8',
  xml: 'application/xml;charset=UTF-8',
}

/** What the caller wants: `format=` before `Accept`, of a repeated one the first, XML where neither says (facts: alma-api §4.1). */
export function formatOf(format: string | string[] | undefined, accept: string | undefined): Format {
  const wanted = [format].flat()[0]?.toLowerCase()
  if (wanted === 'json' || wanted === 'xml') return wanted
  return preferenceFor('json', accept) > preferenceFor('xml', accept) ? 'json' : 'xml'
}

/** The quality at which `Accept` names the type, 0 if it does not. */
function preferenceFor(format: Format, accept = ''): number {
  const range = accept
    .split(',')
    .find(one => one.split(';', 1)[0]!.trim().toLowerCase() === `application/${format}`)
  if (range === undefined) return 0
  return Number(/;\s*q=([\d.]+)/i.exec(range)?.[1] ?? 1)
}

/** The one shape of all errors; in XML clients look for the namespace (facts: alma-api §4.4). */
export function errorBody(format: Format, { code, message, trackingId }: AlmaError): string {
  if (format === 'json') {
    const error = { errorCode: code, errorMessage: message, ...(trackingId ? { trackingId } : {}) }
    return JSON.stringify({ errorsExist: true, errorList: { error: [error] } })
  }
  const parts = [
    `<errorCode>${escapeText(code)}</errorCode>`,
    `<errorMessage>${escapeText(message)}</errorMessage>`,
    ...(trackingId ? [`<trackingId>${trackingId}</trackingId>`] : []),
  ]
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans">
  <errorsExist>true</errorsExist>
  <errorList>
    <error>
${parts.map(part => `      ${part}`).join('\n')}
    </error>
  </errorList>
</web_service_result>
`
}

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** By what people who look for the reason find the line in the log: `E01-2011150000-BGPFN-AWAE501555559` (day, month, time in UTC). */
export function newTrackingId(now: Date): string {
  const [, month, day, hours, minutes, seconds] = now.toISOString().split(/\D/)
  const letters = Array.from({ length: 5 }, () => lettersAndDigits[randomInt(lettersAndDigits.length)])
  const number = String(randomInt(1_000_000_000)).padStart(9, '0')
  return `E01-${day}${month}${hours}${minutes}${seconds}-${letters.join('')}-AWAE${number}`
}
