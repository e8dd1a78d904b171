import { expect, test } from 'vitest'
import { errorBody, formatOf, newTrackingId } from './envelope.ts'

test.each([
  [undefined, undefined, 'xml'],
  [undefined, '*/*', 'xml'],
  [undefined, 'application/json', 'json'],
  [undefined, 'Application/JSON; charset=utf-8', 'json'],
  [undefined, 'application/json, text/plain, */*', 'json'],
  [undefined, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'xml'],
  [undefined, 'application/json;q=0.5, application/xml', 'xml'],
  [undefined, 'application/xml;q=0.5, application/json', 'json'],
  ['json', 'application/xml', 'json'],
  ['xml', 'application/json', 'xml'],
  ['yaml', 'application/json', 'json'],
  ['JSON', 'application/xml', 'json'],
  [['json', 'xml'], 'application/xml', 'json'],
])('format=%j and Accept: %s: %s', (format, accept, expected) => {
  expect(formatOf(format, accept)).toBe(expected)
})

test('an error in JSON has a list of one, whose code is a text', () => {
  const error = { code: '401861', message: 'User with identifier "x" was not found.', trackingId: 'E01-1' }
  expect(errorBody('json', error)).toBe(
    '{"errorsExist":true,"errorList":{"error":[{"errorCode":"401861",' +
      '"errorMessage":"User with identifier \\"x\\" was not found.","trackingId":"E01-1"}]}}',
  )
})

test('an error in XML has the namespace, and what it quotes cannot break it', () => {
  expect(errorBody('xml', { code: '401861', message: 'No <x> & y\0', trackingId: 'E01-1' })).toBe(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans">
  <errorsExist>true</errorsExist>
  <errorList>
    <error>
      <errorCode>401861</errorCode>
      <errorMessage>No &lt;x&gt; &amp; y</errorMessage>
      <trackingId>E01-1</trackingId>
    </error>
  </errorList>
</web_service_result>
`,
  )
})

test('without a tracking id there is no place for one', () => {
  for (const format of ['json', 'xml'] as const)
    expect(errorBody(format, { code: 'A', message: 'b' })).not.toContain('trackingId')
})

test('a tracking id has day, month and time in UTC, five letters or digits, and a number', () => {
  const now = new Date('2026-11-20T15:04:05.678Z')
  expect(newTrackingId(now)).toMatch(/^E01-2011150405-[A-Z0-9]{5}-AWAE\d{9}$/)
  expect(newTrackingId(now)).not.toBe(newTrackingId(now))
})
