import { useMutation, useQueryClient } from '@tanstack/react-query'
import { readHistory } from '../../../contract/history.ts'
import { facetUsers, listUsers, readUser, type UserRecord } from '../../../contract/users.ts'
import { invalidate, q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useToast } from '../../ui/use-toast.ts'

type Options<Input> = { change: (input: Input) => Promise<UserRecord>; onDone: () => void }

/** A change of the whole record that is not one of the form, and what follows from it on the screen. */
export function useRecordChange<Input>(record: UserRecord, { change, onDone }: Options<Input>) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async saved => {
      onDone()
      client.setQueryData(q(readUser, { params: { userId: record.userId } }).queryKey, saved)
      toast(t('record.saved'))
      await invalidate(client, [readHistory, listUsers, facetUsers])
    },
  })
}
