import type { LightMyRequestResponse } from 'fastify'
import { expect, test } from 'vitest'
import type { AlmaTree } from '../../../alma-user/alma-tree.ts'
import { toAlmaXml } from '../../../alma-user/to-alma-xml.ts'
import type { Makers } from './makers.ts'
import type { OutsideWorld } from './outside-world.ts'
import { expectSame } from './says-the-same.ts'

/** A call, what it sends, and what it must answer in both formats, or in the only one that it can be sent in. `{user}`, `{fee}` … stand for new things. */
export type Row = readonly [line: string, gives: Gives, body?: AlmaTree | string, only?: Format]

type Format = 'json' | 'xml'

/** A refusal by its code and words, an empty answer, or an object: its keys in their order, and what some of them say. */
export type Gives =
  | { code: string; words?: string }
  | { nothing: true }
  | { root: string; keys?: readonly string[]; says?: object }

export const refused = (code: string, words?: string): Gives => ({ code, ...(words ? { words } : {}) })
export const nothing: Gives = { nothing: true }
export const told = (root: string, says?: object, keys?: readonly string[]): Gives => ({
  root,
  ...(keys ? { keys } : {}),
  ...(says ? { says } : {}),
})

/** Runs each row in JSON and in XML, and compares both. */
export function runRows(world: () => OutsideWorld, rows: readonly Row[]): void {
  test.each(rows.map(row => [nameOf(row), row] as const))('%s', async (_name, row) => {
    const [line, gives, , only] = row
    if (only) {
      expectAnswer(await answerTo(world(), row, { format: only, makers: world().makers() }), only)
      return
    }
    // What changes nothing can be asked of the same things twice.
    const isOther = !line.startsWith('GET') && !('code' in gives)
    const makers = world().makers()
    const inJson = await answerTo(world(), row, { format: 'json', makers })
    expectAnswer(inJson, 'json')
    const inXml = await answerTo(world(), row, { format: 'xml', makers: isOther ? world().makers() : makers })
    expectAnswer(inXml, 'xml')
    if ('root' in gives) expectSame(inJson.answer.json(), inXml.answer.body, { root: gives.root, isOther })
  })
}

const nameOf = ([line, gives, body]: Row): string => {
  const sent = body === undefined ? '' : ` ${typeof body === 'string' ? body : JSON.stringify(body)}`
  const got = 'code' in gives ? gives.code : 'root' in gives ? gives.root : 'nothing'
  return `${line}${sent}`.slice(0, 150).concat(` gives ${got}`)
}

type Answered = { answer: LightMyRequestResponse; gives: Gives }

async function answerTo(
  world: OutsideWorld,
  [given, gives, body]: Row,
  { format, makers: { fill } }: { format: Format; makers: Makers },
): Promise<Answered> {
  const line = await fill(given)
  const payload = body === undefined ? undefined : await fill(textOf(body, line, format))
  const [method = '', path = ''] = line.split(' ')
  const answer = await world.ask(`${method} ${path}`, {
    headers: {
      accept: `application/${format}`,
      ...(payload === undefined ? {} : { 'content-type': `application/${format}` }),
    },
    ...(payload === undefined ? {} : { payload }),
  })
  return { answer, gives: JSON.parse(await fill(JSON.stringify(gives))) as Gives }
}

/** A text is sent as it is, in both formats. */
function textOf(body: AlmaTree | string, line: string, format: Format): string {
  if (typeof body === 'string') return body
  return format === 'json' ? JSON.stringify(body) : toAlmaXml(rootOf(line), body)
}

const roots: readonly [RegExp, string][] = [
  [/\/attachments/, 'user_attachment'],
  [/\/fees/, 'fee'],
  [/\/loans/, 'item_loan'],
  [/-requests/, 'request'],
  [/\/requests/, 'user_request'],
  [/\/users/, 'user'],
  [/\/sets/, 'set'],
  [/\/jobs/, 'job'],
  [/\/code-tables/, 'code_table'],
  [/\/mapping-tables/, 'mapping_table'],
  [/\/letters/, 'letter'],
]
const rootOf = (line: string): string => roots.find(([pattern]) => pattern.test(line))?.[1] ?? 'object'

const trackingId = /^E01-\d{10}-[A-Z0-9]{5}-AWAE\d+$/

function expectAnswer({ answer, gives }: Answered, format: Format): void {
  expectHead(answer)
  if ('nothing' in gives) {
    expect([answer.statusCode, answer.body], answer.body).toEqual([204, ''])
    return
  }
  expect(answer.headers['content-type'], answer.body).toBe(`application/${format};charset=UTF-8`)
  if ('code' in gives) {
    expectRefusal(answer, gives, format)
    return
  }
  expect(answer.statusCode, answer.body).toBe(200)
  if (format === 'xml') {
    expect(answer.body).toMatch(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\s*</)
    return
  }
  const tree = answer.json()
  expect(answer.body).toBe(JSON.stringify(tree))
  expect(answer.body, 'dates and moments end with Z').not.toMatch(/"\d{4}-\d\d-\d\d(T[\d:.]+)?"/)
  expect(answer.body, 'links are whole addresses').not.toMatch(
    /"link":"(?!http:\/\/alma\.example\/almaws\/v1\/)/,
  )
  if (gives.keys) expect(Object.keys(tree)).toEqual(gives.keys)
  if (gives.says) expect(tree).toMatchObject(gives.says)
}

/** On every answer (facts: alma-api §4.2). */
export function expectHead({ headers }: LightMyRequestResponse): void {
  expect(headers['x-exl-api-remaining']).toMatch(/^\d+$/)
  expect(headers['x-request-id']).toMatch(/^[A-Za-z0-9]{10}$/)
}

function expectRefusal(
  { statusCode, body }: LightMyRequestResponse,
  { code, words }: { code: string; words?: string },
  format: Format,
): void {
  expect([statusCode, codeIn(body)], body).toEqual([400, code])
  const error = format === 'json' ? errorInJson(body) : errorInXml(body)
  expect(error.errorMessage).not.toMatch(/[{}]|undefined|null|\[object/)
  expect(error.errorMessage.length).toBeGreaterThan(5)
  expect(error.trackingId).toMatch(trackingId)
  if (words !== undefined) expect(error.errorMessage).toBe(words)
}

type AlmaError = { errorCode: string; errorMessage: string; trackingId: string }

/** The code of a refusal, whatever its format. */
export const codeIn = (body: string): string | undefined => /errorCode(?:":"|>)([^<"]*)/.exec(body)?.[1]

function errorInJson(body: string): AlmaError {
  const envelope = JSON.parse(body)
  expect(Object.keys(envelope)).toEqual(['errorsExist', 'errorList'])
  expect(envelope.errorsExist).toBe(true)
  const [error] = envelope.errorList.error
  expect(Object.keys(error)).toEqual(['errorCode', 'errorMessage', 'trackingId'])
  return error
}

const envelopeOfXml =
  /^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\s*<web_service_result xmlns="http:\/\/com\/exlibris\/urm\/general\/xmlbeans">\s*<errorsExist>true<\/errorsExist>\s*<errorList>\s*<error>\s*<errorCode>(.*)<\/errorCode>\s*<errorMessage>(.*)<\/errorMessage>\s*<trackingId>(.*)<\/trackingId>\s*<\/error>\s*<\/errorList>\s*<\/web_service_result>\s*$/s

function errorInXml(body: string): AlmaError {
  const [, errorCode, errorMessage, trackingId] = envelopeOfXml.exec(body) ?? []
  if (errorCode === undefined) throw new Error(`No error: ${body}`)
  return { errorCode, errorMessage: unescaped(errorMessage!), trackingId: trackingId! }
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
