import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  countUsers,
  editUser,
  facetUsers,
  listUsers,
  readHistory,
  readUser,
  type UserRecord,
} from '../../../contract/users.ts'
import { call } from '../../api/client.ts'
import { invalidate, q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForm } from '../../ui/form.ts'
import { isSame } from '../../ui/form-rules.ts'
import { useToast } from '../../ui/use-toast.ts'

/**
 * The edits of one record, over all tabs. They stand on the record as it was when editing began (`base`), so that a
 * newer one that arrives meanwhile can never be overwritten without being seen: saving then meets a conflict.
 */
export function useRecordForm(record: UserRecord) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [base, setBase] = useState(record)
  const [theirs, setTheirs] = useState<UserRecord>()
  const params = { userId: record.userId }

  async function onSuccess(saved: UserRecord) {
    form.reset()
    setBase(saved)
    client.setQueryData(q(readUser, { params }).queryKey, saved)
    toast(t('record.saved'))
    await invalidate(client, [readHistory, listUsers, countUsers, facetUsers])
  }

  const form = useForm(editUser, {
    initial: base.values,
    request: (values, changed) => ({
      params,
      body: {
        revision: base.revision,
        values: Object.fromEntries(changed.map(name => [name, clearedIfEmpty(values[name])])),
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

  /** Goes on from their record; of the fields that both changed, those in `mine` keep what was typed. */
  function settle(mine: ReadonlySet<string>) {
    if (!theirs) return
    for (const field of form.changed) {
      const isTheirs = !isSame(base.values[field], theirs.values[field])
      if (isTheirs && !mine.has(field)) form.set(field, theirs.values[field])
    }
    client.setQueryData(q(readUser, { params }).queryKey, theirs)
    setBase(theirs)
    setTheirs(undefined)
  }

  return { ...form, base, theirs, settle, postpone: () => setTheirs(undefined) }
}

export type RecordForm = ReturnType<typeof useRecordForm>

function clearedIfEmpty(value: unknown): unknown {
  return value === '' || value === undefined ? null : value
}
