import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { readHistory } from '../../../contract/history.ts'
import {
  countUsers,
  editUser,
  facetUsers,
  listUsers,
  readUser,
  type UserRecord,
} from '../../../contract/users.ts'
import { call } from '../../api/client.ts'
import { invalidate, q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForm } from '../../ui/form.ts'
import { isSame } from '../../ui/form-rules.ts'
import { useToast } from '../../ui/use-toast.ts'
import { flatRecord } from './elements.ts'

/** An external account that staff opened for update, and whether their edits of sticky fields stand against the next load. */
export type Opening = { keepsEdits: boolean }

/**
 * The edits of one record, over all tabs: fields and elements by path. They stand on the record as it was when editing
 * began (`base`), so that a newer one that arrives meanwhile can never be overwritten without being seen: saving then
 * meets a conflict.
 */
export function useRecordForm(record: UserRecord) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [base, setBase] = useState(record)
  const [theirs, setTheirs] = useState<UserRecord>()
  const [opening, setOpening] = useState<Opening>()
  const correctsDates = useRef(false)
  const params = { userId: record.userId }

  async function onSuccess(saved: UserRecord) {
    form.reset()
    setBase(saved)
    setOpening(undefined)
    client.setQueryData(q(readUser, { params }).queryKey, saved)
    toast(t('record.saved'))
    await invalidate(client, [readHistory, listUsers, countUsers, facetUsers])
  }

  const form = useForm(editUser, {
    initial: flatRecord(base),
    request: (values, changed) => ({
      params,
      body: {
        revision: base.revision,
        values: Object.fromEntries(changed.map(path => [path, clearedIfEmpty(values[path])])),
        ...(correctsDates.current ? { correctsDates: true } : {}),
        ...(opening
          ? { openForUpdate: true, leaveToSis: opening.keepsEdits ? [] : changed.filter(isField) }
          : {}),
      },
    }),
    onSuccess,
    onFailure: async error => {
      if (error.code !== 'conflict') return false
      setTheirs(await call(readUser, { params }))
      return true
    },
  })

  // Without edits the page simply follows the record.
  if (!form.isDirty && record.revision !== base.revision) setBase(record)

  /** Goes on from their record; of the paths that both changed, those in `mine` keep what was typed. */
  function settle(mine: ReadonlySet<string>) {
    if (!theirs) return
    const before = flatRecord(base)
    const now = flatRecord(theirs)
    for (const path of form.changed) {
      const isTheirs = !isSame(before[path], now[path])
      if (isTheirs && !mine.has(path)) form.set(path, now[path])
    }
    client.setQueryData(q(readUser, { params }).queryKey, theirs)
    setBase(theirs)
    setTheirs(undefined)
  }

  function reset() {
    form.reset()
    setOpening(undefined)
  }

  /** Saves dates in the past, too. */
  async function saveCorrection() {
    correctsDates.current = true
    await form.submit()
    correctsDates.current = false
  }

  const postpone = () => setTheirs(undefined)
  return { ...form, reset, base, theirs, settle, postpone, opening, open: setOpening, saveCorrection }
}

export type RecordForm = ReturnType<typeof useRecordForm>

const isField = (path: string) => !path.includes('/')

function clearedIfEmpty(value: unknown): unknown {
  return value === '' || value === undefined ? null : value
}
