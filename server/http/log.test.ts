import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog({ level: 'trace', stream: { write: line => void lines.push(line) } }))
  return lines.join('')
}

const databaseError = () =>
  Object.assign(new Error('duplicate key: Beeblebrox'), {
    name: 'error',
    severity: 'ERROR',
    code: '23505',
    constraint: 'user_identifier__value_key',
    detail: 'Key (value_key)=(beeblebrox) already exists.',
    where: 'beeblebrox',
  })

test('an error of the database is logged by code and constraint, without what it quotes', () => {
  const line = logged(log => log.error({ err: databaseError() }, 'request failed'))
  expect(line).not.toMatch(/beeblebrox/i)
  expect(JSON.parse(line).err).toMatchObject({ code: '23505', constraint: 'user_identifier__value_key' })
})

test('neither the message of a parser nor that of a cause shows what it read', () => {
  const parse = () => {
    try {
      return JSON.parse('Beeblebrox')
    } catch (error) {
      return error
    }
  }
  const wrapped = new Error('reading failed', { cause: databaseError() })
  const line = logged(log => {
    log.error({ err: parse() }, 'first')
    log.error({ err: wrapped }, 'second')
    log.error(databaseError())
    log.error({ error: databaseError() })
  })
  expect(line).not.toMatch(/beeblebrox/i)
  expect(line).toContain('reading failed')
})

test('values under names that may hold a secret or say who somebody is are hidden', () => {
  const line = logged(log =>
    log.info(
      { primaryId: 'beeblebrox', user: { email: 'beeblebrox', password: 'beeblebrox' }, count: 3 },
      'done',
    ),
  )
  expect(line).not.toContain('beeblebrox')
  expect(JSON.parse(line)).toMatchObject({
    primaryId: '[hidden]',
    user: { email: '[hidden]' },
    count: 3,
    msg: 'done',
  })
})
