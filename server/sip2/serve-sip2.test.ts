import { once } from 'node:events'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../api-keys/testing/keys.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { frame } from './frame.ts'
import type { Sip2Server } from './serve-sip2.ts'
import {
  informationOf,
  type Machine,
  machineAt,
  moment,
  openSip2,
  partsOf,
  statusOf,
} from './testing/machine.ts'

let server: TestServer
let administrator: Ask
let sip2: Sip2Server
let key: string
const machines: Machine[] = []

beforeAll(async () => {
  server = await openTestServer()
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  await createPeople(contextOf(server), [
    {
      primary_id: 'Ægir',
      pin_number: '4711',
      first_name: 'Ægir',
      last_name: 'Þórsson',
      user_group: 'STUDENT',
      'role/p': { role_type: '200' },
    },
  ])
  key = (await makeKey(administrator, { name: 'Self-check' })).key
  sip2 = await openSip2(server)
})
afterAll(async () => {
  for (const machine of machines) machine.end()
  await sip2.stop()
  await server.close()
})

async function machineOf(port = sip2.port): Promise<Machine> {
  const machine = await machineAt(port)
  machines.push(machine)
  return machine
}

async function signedIn(): Promise<Machine> {
  const machine = await machineOf()
  expect(await machine.login(key)).toBe('941')
  return machine
}

const summed = (text: string, sequence: number) => frame(text, String(sequence)).toString().trimEnd()
const isAlive = async (machine: Machine) => expect(await machine.ask('9900302.00')).toMatch(/^98YNNNNN/)

test('a self-check machine signs in, asks what there is, checks a PIN and ends the session', async () => {
  const machine = await machineOf()
  expect(await machine.ask(summed(`9300CNhall|CO${key}|CPhall|`, 0))).toBe('941AY0AZFDFD')
  expect(await machine.ask(summed('9900302.00', 1))).toBe(
    summed('98YNNNNN10000320261120    1500002.00AOINSTITUTION|AMCarrel|BXYNNNYYYYYNNNNNNN|', 1),
  )
  expect(await machine.ask(summed(`${statusOf('Ægir', '4711')}`, 2))).toBe(
    summed(
      `24${' '.repeat(14)}00120261120    150000AOINSTITUTION|AAÆgir|AEÞórsson, Ægir|BLY|CQY|BHUSD|BV0.00|`,
      2,
    ),
  )
  expect(await machine.ask(summed(informationOf('ægir', { fields: 'AD4711|' }), 3))).toBe(
    summed(
      `64${' '.repeat(14)}00120261120    150000${'0'.repeat(24)}AOINSTITUTION|AAægir|AEÞórsson, Ægir|BLY|CQY|BHUSD|BV0.00|`,
      3,
    ),
  )
  expect(await machine.ask(summed(`35${moment}AOx|AAÆgir|AC|`, 4))).toBe(
    summed('36Y20261120    150000AOINSTITUTION|AAÆgir|', 4),
  )
})

describe('error detection', () => {
  test('a message with a wrong checksum is asked for again, and changes nothing', async () => {
    const machine = await machineOf()
    const login = summed(`9300CNhall|CO${key}|CPhall|`, 0)
    expect(await machine.ask(`${login.slice(0, -4)}0000`)).toBe('96AZFEF6')
    expect(await machine.ask(login)).toBe('941AY0AZFDFD')
  })

  test('asked to resend, the server repeats its last answer byte by byte', async () => {
    const machine = await signedIn()
    const answer = await machine.ask(summed(statusOf('Ægir'), 7))
    server.clock.now = new Date(server.clock.now.getTime() + 1000)
    expect([await machine.ask('97'), await machine.ask('97AZFEF5')]).toEqual([answer, answer])
    expect(await machine.ask('9900302.00AY1AZ0000')).toBe('96AZFEF6')
    expect(await machine.ask('97')).toBe(answer)
  })

  test('with nothing to repeat nothing is said', async () => {
    const machine = await machineOf()
    machine.write('97\r')
    await isAlive(machine)
  })
})

describe('who may ask', () => {
  const strangers: [string, () => Promise<string>][] = [
    ['no key', async () => ''],
    ['something that is no key', async () => "x'; drop table api_key"],
    ['an unknown key', async () => 'A'.repeat(43)],
    ['a key that is off', async () => (await makeKey(administrator, { isActive: false })).key],
    [
      'a key for another area',
      async () => (await makeKey(administrator, { areas: { configuration: 'write' } })).key,
    ],
    [
      'a key for other addresses',
      async () => (await makeKey(administrator, { addressRanges: ['192.0.2.0/24'] })).key,
    ],
    [
      'an expired key',
      async () => {
        const made = await makeKey(administrator, { expiryDate: '2026-11-20' })
        server.clock.now = new Date('2026-11-21T15:00:00Z')
        return made.key
      },
    ],
  ]
  test.each(strangers)('%s is refused, and told nothing about anybody', async (_what, keyOf) => {
    const machine = await machineOf()
    expect(await machine.login(await keyOf())).toBe('940')
    expect(await machine.ask(statusOf('Ægir', '4711'))).toBeUndefined()
    server.clock.now = new Date('2026-11-20T15:00:00Z')
  })

  test('a key for its own address and for reading is enough; keys are not sent encrypted', async () => {
    const own = await makeKey(administrator, { addressRanges: ['127.0.0.0/8'] })
    expect(await (await machineOf()).login(own.key)).toBe('941')
    expect(await (await machineOf()).ask(`9301CNx|CO${own.key}|`)).toBe('940')
  })

  test.each([
    ['patron status', statusOf('Ægir', '4711')],
    ['patron information', informationOf('Ægir')],
    ['end of session', `35${moment}AOx|AAÆgir|`],
  ])('%s without a login ends the connection', async (_what, message) => {
    expect(await (await machineOf()).ask(message)).toBeUndefined()
  })

  test('a key that is taken away is gone at once', async () => {
    const own = await makeKey(administrator)
    const machine = await machineOf()
    expect(await machine.login(own.key)).toBe('941')
    expect(partsOf(await machine.ask(statusOf('Ægir'))).code).toBe('24')
    await administrator(`DELETE /api/api-keys/${own.apiKey.apiKeyId}`)
    expect(await machine.ask(statusOf('Ægir'))).toBeUndefined()
  })

  test('a login that fails ends the one before', async () => {
    const machine = await signedIn()
    expect(await machine.login('wrong')).toBe('940')
    expect(await machine.ask(statusOf('Ægir'))).toBeUndefined()
  })

  test('five logins are all that a connection has', async () => {
    const machine = await machineOf()
    for (let count = 0; count < 5; count += 1) expect(await machine.login('wrong')).toBe('940')
    expect(await machine.login(key)).toBeUndefined()
  })
})

describe('what is sent amiss', () => {
  test.each([
    ['an unknown message', '1'.repeat(20)],
    ['checkout', `11YN${moment}${moment}AOx|AAÆgir|AB1|AC|`],
    ['a message that is too short', '23001'],
    ['nulls', '\0\0\0'],
    ['bars', '|||||'],
    ['nothing', ''],
  ])('%s is left unanswered, and the next one is answered', async (_what, message) => {
    const machine = await signedIn()
    machine.write(`${message}\r`)
    await isAlive(machine)
  })

  test('bytes by chance break nothing', async () => {
    const machine = await signedIn()
    const start = fc.constantFrom('23', '35', '63', '93', '97', '99', '')
    const chance = fc
      .tuple(start, fc.uint8Array({ maxLength: 100 }))
      .map(([code, bytes]) =>
        Buffer.concat([Buffer.from(code), Buffer.from(bytes.filter(byte => byte !== 13))]),
      )
    const samples = fc.sample(chance, { numRuns: 200, seed: 8468 })
    // Logins by chance would use up the few that there are.
    const harmless = samples.filter(bytes => !bytes.toString('latin1').trimStart().startsWith('93'))
    for (const bytes of harmless) machine.write(Buffer.concat([bytes, Buffer.from('\r')]))
    machine.write('9900302.00AY9AZ')
    machine.write(`${summed('9900302.00', 9).slice(-4)}\r`)
    let answer: string | undefined
    do answer = await machine.next()
    while (answer !== undefined && !/^98.*AY9AZ....$/.test(answer))
    expect(answer).toBeDefined()
  })

  test('a message that does not end closes the connection, and others are answered', async () => {
    const machine = await signedIn()
    machine.write(Buffer.alloc(1024 * 1024, 'A'))
    expect(await machine.next()).toBeUndefined()
    await isAlive(await machineOf())
  })

  test('messages sent at once are answered in their order, halves when they are whole', async () => {
    const machine = await signedIn()
    const all = Array.from(
      { length: 20 },
      (_, count) => `${summed(statusOf(`p${count}`), count % 10)}\r`,
    ).join('')
    machine.write(all.slice(0, 777))
    machine.write(all.slice(777))
    const answers: (string | undefined)[] = []
    for (let count = 0; count < 20; count += 1) answers.push(partsOf(await machine.next()).fields['AA']?.[0])
    expect(answers).toEqual(Array.from({ length: 20 }, (_, count) => `p${count}`))
  })

  test('who ends sending is still answered', async () => {
    const machine = await machineOf()
    machine.socket.end(`9300CNx|CO${key}|\r${statusOf('Ægir')}\r`)
    expect([await machine.next(), partsOf(await machine.next()).code, await machine.next()]).toEqual([
      '941',
      '24',
      undefined,
    ])
  })

  test('a value of the longest kind and words of no language do no harm', async () => {
    const machine = await signedIn()
    const told = partsOf(await machine.ask(statusOf('\u{1F600}'.repeat(800), '𝟜𝟟𝟙𝟙')))
    expect(told.fields).toMatchObject({ BL: ['N'], CQ: ['N'] })
  })
})

describe('connections', () => {
  const limits = { loginSeconds: 600, idleSeconds: 600, connections: 3 }

  test('who does not sign in is sent away, whatever else is said', async () => {
    const impatient = await openSip2(server, { limits: { ...limits, loginSeconds: 0.2 } })
    const [stranger, known] = [await machineOf(impatient.port), await machineOf(impatient.port)]
    expect(await known.login(key)).toBe('941')
    await isAlive(stranger)
    expect(await stranger.next()).toBeUndefined()
    await isAlive(known)
    await impatient.stop()
  })

  test('who says nothing is sent away', async () => {
    const impatient = await openSip2(server, { limits: { ...limits, idleSeconds: 0.2 } })
    const machine = await machineOf(impatient.port)
    expect(await machine.login(key)).toBe('941')
    expect(await machine.next()).toBeUndefined()
    await impatient.stop()
  })

  test('no more than so many at the same time', async () => {
    const small = await openSip2(server, { limits })
    const first = await machineOf(small.port)
    await isAlive(first)
    for (let count = 1; count < 3; count += 1) await isAlive(await machineOf(small.port))
    expect(await (await machineOf(small.port)).ask('9900302.00')).toBeUndefined()
    first.end()
    await once(first.socket, 'close')
    await expect.poll(async () => (await machineOf(small.port)).ask('9900302.00')).toMatch(/^98/)
    await small.stop()
  })

  test('stopping ends open connections, after the answer under way', async () => {
    // The clock is read when a message is looked at: the answer is under way from then on.
    const clock = { onRead: () => undefined as unknown }
    const now = () => {
      clock.onRead()
      return server.clock.now
    }
    const other = await openSip2(server, { now })
    const idle = await machineOf(other.port)
    const busy = await machineOf(other.port)
    const half = await machineOf(other.port)
    await isAlive(idle)
    expect(await busy.login(key)).toBe('941')
    half.write('99003')
    const asked = new Promise(resolve => {
      clock.onRead = () => resolve(undefined)
    })
    const answer = busy.ask(statusOf('Ægir'))
    await asked
    await other.stop()
    expect(partsOf(await answer).code).toBe('24')
    expect([await idle.next(), await busy.next(), await half.next()]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    await expect(machineAt(other.port)).rejects.toThrow('ECONNREFUSED')
  })

  test('a port that is taken is told by its setting', async () => {
    await expect(openSip2(server, { port: sip2.port })).rejects.toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining('SIP2_PORT'),
    })
  })
})

test('the log knows neither keys nor people', async () => {
  const machine = await signedIn()
  await machine.login('A-wrong-key')
  const other = await signedIn()
  await other.ask(statusOf('Ægir', '4711'))
  await other.ask(informationOf('nobody-special', { fields: 'AD9876|' }))
  const log = server.logLines.join('')
  expect(log).toContain('sip2 login refused')
  expect(log).not.toMatch(/Ægir|ægir|4711|nobody-special|9876|A-wrong-key|127\.0\.0\.1/)
  expect(log).not.toContain(key)
  expect(log).not.toContain('sip2 message failed')
})
