import { SaxesParser } from 'saxes'

/** What a CAS server says about a ticket: who it is for, or the code of its refusal. */
export type CasAnswer = { user?: string; attributes: Map<string, string>; failure?: string }

/** Reads the answer of `/p3/serviceValidate`. Throws when it is no such answer. */
export function readCasAnswer(xml: string): CasAnswer {
  const answer: CasAnswer = { attributes: new Map() }
  const path: string[] = []
  let text = ''
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ local, attributes }) => {
    path.push(local)
    text = ''
    if (path.join('/') === 'serviceResponse/authenticationFailure') {
      answer.failure = attributes['code']?.value ?? 'UNKNOWN'
    }
  })
  parser.on('text', part => {
    text += part
  })
  parser.on('closetag', () => {
    const [root, outcome, ...rest] = path
    path.pop()
    if (root !== 'serviceResponse' || outcome !== 'authenticationSuccess') return
    if (rest.length === 1 && rest[0] === 'user') answer.user = text.trim()
    if (rest.length === 2 && rest[0] === 'attributes') keepAttribute(answer, rest[1]!, text.trim())
  })
  parser.write(xml).close()
  if (answer.user === undefined && answer.failure === undefined) throw new Error('This is no answer of CAS')
  return answer
}

/** One that has several values names nobody. */
function keepAttribute({ attributes }: CasAnswer, name: string, value: string): void {
  attributes.set(name, attributes.has(name) ? '' : value)
}
