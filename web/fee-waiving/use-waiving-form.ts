import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { planFeeWaiving } from '../../contract/fee-waiving.ts'
import type { Filter } from '../../contract/filter.ts'
import { listTasks } from '../../contract/tasks.ts'
import { invalidate } from '../api/query.ts'
import { typedAmount } from '../fees/amounts.ts'
import { plain } from '../i18n/plain.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { useForm } from '../ui/form.ts'

type Values = {
  name: string
  types: string[]
  owner: string | undefined
  createdFrom: string | undefined
  createdTo: string | undefined
  maximumTotal: string
  maximumFee: string
  skipsOverdue: boolean
  reason: string
  comment: string
}

const nothing: Values = {
  ...{ name: '', types: [], owner: undefined, createdFrom: undefined, createdTo: undefined },
  ...{ maximumTotal: '', maximumFee: '', skipsOverdue: false, reason: '', comment: '' },
}

/** The form of a bulk waiver; without a population it is for everybody. */
export function useWaivingForm(population: Filter | undefined) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { today } = useSession().institution
  return useForm(planFeeWaiving, {
    initial: { ...nothing, name: plain(t('waiving.name', { date: today })) },
    request: values => ({ body: { ...bodyOf(values), ...(population ? { population } : {}) } }),
    onSuccess: async ({ task }) => {
      await invalidate(client, [listTasks])
      await navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} })
    },
  })
}

export type WaivingForm = ReturnType<typeof useWaivingForm>

function bodyOf({ maximumTotal, maximumFee, types, skipsOverdue, reason, ...values }: Values) {
  const { name, owner, createdFrom, createdTo, comment } = values
  return {
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(types.length > 0 ? { types } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
    ...(maximumTotal.trim() ? { maximumTotal: typedAmount(maximumTotal) } : {}),
    ...(maximumFee.trim() ? { maximumFee: typedAmount(maximumFee) } : {}),
    ...(skipsOverdue ? { skipsOverdue } : {}),
    ...(comment.trim() ? { comment: comment.trim() } : {}),
    reason,
  }
}
