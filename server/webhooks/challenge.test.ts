import { afterAll, beforeAll, expect, test } from 'vitest'
import { challenge } from './challenge.ts'
import { type Behaviour, challengeOf, type Listener, openListener } from './testing/listener.ts'

let listener: Listener
beforeAll(async () => {
  listener = await openListener()
})
afterAll(() => listener.close())

const ask = (behaviour?: Behaviour, address = listener.address) => {
  listener.behave(behaviour)
  return challenge(address)
}
const saying =
  (text: (challenge: string) => string): Behaviour =>
  (request, response) =>
    void response.end(text(challengeOf(request)))

test('the challenge may come back as Alma documents it, or bare', async () => {
  const forms = [
    (text: string) => JSON.stringify({ challenge: text }),
    (text: string) => `{ "challenge" : "${text}", "more": 1 }\n`,
    (text: string) => `${text}\n`,
    (text: string) => JSON.stringify(text),
  ]
  for (const form of forms) expect(await ask(saying(form))).toEqual({ result: 'ok', status: 200 })
})

test('anything else than the challenge is no listener', async () => {
  for (const form of [
    () => '',
    () => '{}',
    () => 'null',
    () => '{"challenge":"another"}',
    (text: string) => `<p>${text}</p>`,
  ])
    expect(await ask(saying(form))).toEqual({ result: 'answered', status: 200 })
})

test('each time it is asked for another text, behind what the address asks already', async () => {
  const asked: string[] = []
  const note: Behaviour = (request, response) => {
    asked.push(request.url!)
    response.end(challengeOf(request))
  }
  for (let times = 0; times < 2; times += 1)
    expect(await ask(note, `${listener.address}?key=1`)).toEqual({ result: 'ok', status: 200 })
  expect(asked[0]).toMatch(/^\/hook\?key=1&challenge=[0-9a-f]{32}$/)
  expect(asked[0]).not.toBe(asked[1])
})

test('nobody is followed elsewhere', async () => {
  const visited: string[] = []
  const redirect: Behaviour = (request, response) => {
    visited.push(request.url!)
    response.writeHead(302, { location: `${listener.address}/other?challenge=${challengeOf(request)}` }).end()
  }
  expect(await ask(redirect)).toEqual({ result: 'redirected', status: 302 })
  expect(visited).toHaveLength(1)
})

test('a status other than 200 is said', async () => {
  const answer: Behaviour = (request, response) => void response.writeHead(201).end(challengeOf(request))
  expect(await ask(answer)).toEqual({ result: 'wrong_status', status: 201 })
})

test('an answer without an end is cut off', async () => {
  let isCut = false
  const pour: Behaviour = (_request, response) => {
    response.on('close', () => {
      isCut = true
    })
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(1000)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
  expect(await ask(pour)).toEqual({ result: 'too_long', status: 200 })
  await expect.poll(() => isCut).toBe(true)
})

test('five seconds are enough, before and behind the first byte', async () => {
  const begun = performance.now()
  const silent: Behaviour = () => undefined
  const dripping: Behaviour = (_request, response) => void response.write('{')
  const asked = [challengeWith(silent), challengeWith(dripping)]
  expect(await Promise.all(asked)).toEqual([{ result: 'too_slow' }, { result: 'too_slow' }])
  expect(performance.now() - begun).toBeLessThan(8000)
}, 15_000)

/** On a listener of its own, which may be as slow as it likes. */
async function challengeWith(behaviour: Behaviour) {
  const own = await openListener()
  own.behave(behaviour)
  return challenge(own.address).finally(own.close)
}

test('where nobody listens, that is said', async () => {
  const gone = await openListener()
  await gone.close()
  expect(await challenge(gone.address)).toEqual({ result: 'unreachable' })
})
