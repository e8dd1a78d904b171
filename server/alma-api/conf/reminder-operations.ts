import { listAnswer, type Operation } from '../operation.ts'
import { refusals } from '../refusal.ts'

const path = '/conf/reminders'
const area = 'configuration'

const refuseReminder = refusals({
  '60177': 'Reminders are for bibliographic records, which Carrel has not.',
  '60178': 'The reminder {id} does not exist.',
})

/** Alma has reminders for bibliographic records only: there are none here (facts: alma-api §3.8). */
export const reminderOperations: readonly Operation[] = [
  {
    method: 'GET',
    path,
    area,
    run: async () => listAnswer({ root: 'reminders', name: 'reminder', total: 0 }, []),
  },
  {
    method: 'POST',
    path,
    area,
    run: async () => {
      throw refuseReminder('60177')
    },
  },
  ...(['GET', 'PUT', 'DELETE'] as const).map(
    (method): Operation => ({
      method,
      path: `${path}/:reminder_id`,
      area,
      run: async (_ctx, { params }) => {
        throw refuseReminder('60178', { id: params['reminder_id'] ?? '' })
      },
    }),
  ),
]
