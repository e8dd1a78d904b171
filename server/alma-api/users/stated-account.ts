import type { RecordType } from '../../../contract/configuration.ts'
import type { AlmaUser } from '../../alma-user/from-alma-json.ts'
import type { Json, Patch, RecordDocument } from '../../fields/document.ts'
import type { NewAccount } from '../../rules/judge-new.ts'
import { refuse } from '../refusal.ts'
import { refuseWriting } from './refuse-writing.ts'

type Fields = AlmaUser['fields']

const recordTypes: readonly string[] = ['PUBLIC', 'STAFF', 'CONTACT']

/** The account that a new user gets; a linked one is internal unless it says otherwise. Throws Alma's refusals. */
export function newAccount(fields: Fields, { isLinked }: { isLinked: boolean }): NewAccount {
  const type = statedType(fields['account_type'] ?? (isLinked ? 'INTERNAL' : null))
  const externalId = statedOwner(fields, '401854')
  const record_type = statedRecordType(fields) ?? 'PUBLIC'
  if (type === 'INTEXTAUTH') throw refuseWriting('401855', { type })
  if (type === 'INTERNAL' && externalId !== null) throw refuseWriting('401853')
  if (type === 'INTERNAL') return { record_type, account_type: type }
  if (externalId === null) throw refuseWriting('401854')
  return { record_type, account_type: type, external_id: externalId }
}

/**
 * What of a stored account changes. Internal accounts become external and never the other way round; an external one keeps
 * its owner (facts: alma-api §2.6). Throws Alma's refusals.
 */
export function changedAccount(record: RecordDocument, fields: Fields): Patch {
  const stored = record['account_type']
  const type = statedType(fields['account_type'] ?? null)
  const owner = record['external_id'] ?? null
  // What is stored needs no judgement.
  const externalId =
    fields['external_id'] === owner ? (owner as string | null) : statedOwner(fields, '401858')
  if (type !== stored && type === 'INTEXTAUTH') throw refuseWriting('401855', { type })
  if (type !== stored && type === 'INTERNAL') throw refuseWriting('401859')
  if (type !== 'EXTERNAL' && externalId !== owner && externalId !== null) throw refuseWriting('401853')
  if (type === 'EXTERNAL' && externalId === null && owner !== null) throw refuseWriting('401854')
  if (type === 'EXTERNAL' && stored === type && owner !== null && externalId !== owner)
    throw refuseWriting('401858')
  if (type === 'EXTERNAL' && stored !== type && externalId === null) throw refuseWriting('401854')
  const recordType = statedRecordType(fields)
  return {
    ...(recordType === undefined || recordType === record['record_type'] ? {} : { record_type: recordType }),
    ...(type === stored ? {} : { account_type: type }),
    ...(externalId === owner ? {} : { external_id: externalId }),
  }
}

function statedType(value: Json): 'INTERNAL' | 'EXTERNAL' | 'INTEXTAUTH' {
  if (value === null) throw refuse('401664', { field: 'account_type' })
  const type = String(value).toUpperCase()
  if (type !== 'INTERNAL' && type !== 'EXTERNAL' && type !== 'INTEXTAUTH') throw refuseWriting('401857')
  return type
}

/** Any text: profiles of the student system are not the only owners (facts: alma-api §8). */
function statedOwner(fields: Fields, refusal: '401854' | '401858'): string | null {
  const value = fields['external_id'] ?? null
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null
  const isText = typeof value === 'string' && value.length <= 255 && !/\p{Cc}|\p{Cs}/u.test(value)
  if (!isText) throw refuseWriting(refusal)
  return value.trim()
}

function statedRecordType(fields: Fields): RecordType | undefined {
  const value = fields['record_type'] ?? null
  if (value === null) return undefined
  const type = String(value).toUpperCase()
  if (!recordTypes.includes(type))
    throw refuseWriting('401864', { name: 'record', value: type.slice(0, 100) })
  return type as RecordType
}
