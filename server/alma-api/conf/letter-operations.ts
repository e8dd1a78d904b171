import type { LetterSetting } from '../../../contract/letter-settings.ts'
import { letterCodes } from '../../../contract/letters.ts'
import { requirePermission } from '../../access/require-permission.ts'
import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import { readLetterSettings, usualSetting } from '../../letters/letter-settings.ts'
import { wireSetting } from '../../letters/list-letter-settings.ts'
import { saveLetterSetting } from '../../letters/save-letter-setting.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import { refusals } from '../refusal.ts'
import { flagOf, textOf, yesNo } from './body-values.ts'

const path = '/conf/letters'
const area = 'configuration'

/** What Alma says of letters; the words are ours (facts: alma-api §3.7). */
const refuseLetter = refusals({
  '60105': 'JSON is not supported for this API.',
  '60343': 'The letter cannot be changed: {reason}',
  '60344': 'The letter {code} does not exist.',
  '40166411': 'Invalid parameter type: {value}. Valid values: LETTER, COMPONENT.',
})

/** Letters under Alma's names: whether they are sent, and how long they are kept. Their words are for the screens. */
export const letterOperations: readonly Operation[] = [
  { method: 'GET', path, area, run: listLetters },
  { method: 'GET', path: `${path}/:code`, area, run: tellLetter },
  { method: 'PUT', path: `${path}/:code`, area, run: changeLetter },
]

async function readLetters(ctx: Context): Promise<LetterSetting[]> {
  requirePermission(ctx, 'configuration.view')
  const settings = await readLetterSettings(ctx)
  return letterCodes.map(letter => wireSetting(letter, settings.get(letter) ?? usualSetting))
}

async function listLetters(ctx: Context, call: Call): Promise<Answer> {
  const type = call.query.text('type') ?? 'LETTER'
  if (type !== 'LETTER' && type !== 'COMPONENT') throw refuseLetter('40166411', { value: type })
  const letters = type === 'LETTER' ? await readLetters(ctx) : []
  return listAnswer({ root: 'letters', name: 'letter', total: letters.length }, letters.map(letterTree))
}

async function letterOf(ctx: Context, { params }: Call): Promise<LetterSetting> {
  const code = params['code'] ?? ''
  const letter = (await readLetters(ctx)).find(one => one.almaName === code)
  if (!letter) throw refuseLetter('60344', { code })
  return letter
}

async function tellLetter(ctx: Context, call: Call): Promise<Answer> {
  return { root: 'letter', tree: letterTree(await letterOf(ctx, call)) }
}

/** Ways that letters go. */
export const letterChannels = { EMAIL: 'Email' } as const

/** Letters to members of staff are the rest. */
const staffLetters = ['system_job', 'access_review', 'access_review_reminder', 'refused_address']

function letterTree(letter: LetterSetting): AlmaTree {
  const { almaName: code, letter: name, retentionDays, words } = letter
  return {
    code,
    enabled: yesNo(letter.isEnabled),
    name: letter.usualWords.en?.subject ?? name.replaceAll('_', ' '),
    description: name.replaceAll('_', ' '),
    channel: coded('EMAIL', letterChannels.EMAIL),
    retention_period: retentionDays === undefined ? '' : String(retentionDays),
    customized: yesNo(Object.keys(words).length > 0),
    patron_facing: yesNo(!staffLetters.includes(name)),
  }
}

const longestRetention = 36_500

async function changeLetter(ctx: Context, call: Call): Promise<Answer> {
  if (call.bodyFormat() === 'json') throw refuseLetter('60105')
  const { letter, isEnabled, retentionDays, words } = await letterOf(ctx, call)
  const body = call.readBody('letter')
  for (const part of ['xsl', 'labels'])
    if (body[part] && body[part] !== '')
      throw refuseLetter('60343', { reason: `its words are changed on the screens, not by ${part}.` })
  const days = textOf(body['retention_period'])
  const isNumber =
    days !== undefined && /^\d{1,5}$/.test(days) && Number(days) >= 1 && Number(days) <= longestRetention
  if (days && !isNumber)
    throw refuseLetter('60343', { reason: `the retention period is no number of days: ${days}` })
  const kept = days === undefined ? retentionDays : isNumber ? Number(days) : undefined
  await saveLetterSetting(ctx, {
    letter,
    words,
    isEnabled: flagOf(body['enabled']) ?? isEnabled,
    ...(kept === undefined ? {} : { retentionDays: kept }),
  })
  return tellLetter(ctx, call)
}
