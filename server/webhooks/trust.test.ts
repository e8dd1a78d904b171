import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { selfSigned } from '../testing/self-signed.ts'
import { challenge } from './challenge.ts'
import { deliver } from './deliver.ts'
import { newSecret } from './secret.ts'
import { type Listener, openListener } from './testing/listener.ts'

let listener: Listener
beforeEach(async () => {
  listener = await openListener(selfSigned)
})
afterEach(() => listener.close())

const send = () =>
  deliver({
    id: '1',
    at: new Date(),
    body: Buffer.from('{}'),
    contentType: 'application/json',
    address: listener.address,
    secret: newSecret(),
  })

test('a listener whose certificate nobody vouches for is told nothing', async () => {
  expect(await challenge(listener.address)).toEqual({ result: 'unreachable' })
  expect(await send()).toEqual({ result: 'unreachable', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(listener.heard).toEqual([])
})

test('one whose certificate the machine trusts is told', async () => {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, selfSigned.cert])
  try {
    expect(await challenge(listener.address)).toEqual({ result: 'ok', status: 200 })
    expect(await send()).toEqual({ result: 'delivered' })
    expect(listener.heard).toHaveLength(1)
  } finally {
    setDefaultCACertificates(before)
  }
})
