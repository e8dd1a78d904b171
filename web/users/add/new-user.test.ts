import { expect, test } from 'vitest'
import { enteredValues } from './new-user.ts'

test('what was left empty is not sent, neither fields nor elements without a text', () => {
  const values = {
    first_name: 'Ada',
    middle_name: ' ',
    user_title: null,
    rs_libraries: [],
    is_researcher: false,
    'email/first': { address: 'ada@example.edu', preferred: true },
    'phone/first': { preferred: true, preferred_sms: false, number: '', types: [] },
    'address/first': {},
    isProxy: true,
    sponsorId: 7,
  }
  expect(enteredValues(values)).toEqual({
    first_name: 'Ada',
    is_researcher: false,
    'email/first': { address: 'ada@example.edu', preferred: true },
  })
})

test('an element with only a type is sent, so that what is missing can be named', () => {
  expect(enteredValues({ 'phone/first': { types: ['home'], preferred: true } })).toEqual({
    'phone/first': { types: ['home'], preferred: true },
  })
})
