import type { DemoActivity, DemoBlock, DemoInternalNote } from './beyond-sis-types.ts'
import { blockDefinitions } from './block-definitions.ts'
import { momentOn } from './calendar.ts'
import { libraries } from './institution.ts'
import { between, chance, pick, type Random } from './random.ts'
import type { Patron } from './scenarios.ts'

/** Notes and blocks that staff wrote into the record of some patrons. Neither keeps anybody from being purged. */
export const addAnnotations = (activity: DemoActivity, patron: Patron, random: Random): void => {
  if (chance(random, 0.06)) activity.notes.push(noteOf(random, patron))
  if (chance(random, 0.015)) activity.blocks.push(blockOf(random, patron))
}

type NoteText = Pick<DemoInternalNote, 'note_type' | 'note_text' | 'user_viewable' | 'popup_note'>

const note = (type: string, text: string, shown: 'staff' | 'popup' | 'patron' = 'staff'): NoteText => ({
  note_type: type,
  note_text: text,
  user_viewable: shown === 'patron',
  popup_note: shown === 'popup',
})

const notes: readonly NoteText[] = [
  note('POPUP', 'Please ask for the new telephone number.', 'popup'),
  note('POPUP', 'Uses a screen reader; offer help at the catalog stations.'),
  note('CIRCULATION', 'Claims to have returned "Principles of Lake Ecology"; searched shelf twice.'),
  note('CIRCULATION', 'Picks up books for Prof. Marchetti, see proxy.', 'popup'),
  note('LIBRARY', 'Locker 114 assigned for this term.', 'patron'),
  note('LIBRARY', 'Study room privileges restored after talk with the desk manager.'),
  note('ADDRESS', 'Mail came back <addressee unknown>.'),
  note('ADDRESS', 'Sommeradresse: c/o Müller, Köln.'),
  note('BARCODE', 'Card damaged, replaced free of charge.', 'patron'),
  note('ERP', 'Employee record confirmed by personnel office.'),
  note('OTHER', 'Donor: thank-you letter sent.'),
  note('OTHER', 'ملاحظة: تفضل المراسلة بالعربية'),
]

const staffNames = [
  'Reyes, María',
  'Okafor, Tobenna',
  'Lindqvist, Johan',
  'Haddad, Rana',
  'Whitfield, Darnell',
] as const

/** A moment at which the account was already there and today has not passed. */
const pastMoment = (random: Random, { now, life }: Patron): string =>
  momentOn(Math.min(now, life.expiry) - between(random, [1, 500]), between(random, [480, 1200]))

const noteOf = (random: Random, patron: Patron): DemoInternalNote => ({
  primary_id: patron.primary_id,
  ...pick(random, notes),
  note_owner: chance(random, 0.3) ? pick(random, libraries).code : null,
  created_by: pick(random, staffNames),
  created_date: pastMoment(random, patron),
})

const blockOf = (random: Random, patron: Patron): DemoBlock => {
  const definition = pick(random, blockDefinitions)
  const isActive = chance(random, 0.8)
  return {
    primary_id: patron.primary_id,
    block_type: definition.block_type,
    block_description: definition.code,
    block_status: isActive ? 'ACTIVE' : 'INACTIVE',
    block_note: chance(random, 0.5) ? `${definition.label}: see message of the desk & reply` : null,
    block_owner: chance(random, 0.25) ? pick(random, libraries).code : null,
    expiry_date: chance(random, 0.5) ? momentOn(patron.now + between(random, [-30, 180]), 1439) : null,
    created_by: pick(random, staffNames),
    created_date: pastMoment(random, patron),
  }
}
