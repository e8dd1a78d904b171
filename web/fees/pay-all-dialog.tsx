import { payFees } from '../../contract/fees.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { minus, typedAmount } from './amounts.ts'
import { FeeForm } from './fee-form.tsx'
import { PaymentFields, paymentOf, sentPayment } from './payment-fields.tsx'
import { useFeeForm } from './use-fee-form.ts'

type Props = { userId: number; active: string; onClose: () => void }

/** Takes a payment of everything that is owed, or a part of it for the oldest fees (features G4). */
export function PayAllDialog({ userId, active, onClose }: Props) {
  const t = useText()
  const { money } = useFormats()
  const form = useFeeForm(payFees, {
    initial: paymentOf(active),
    request: (payment, place) => ({
      params: { userId },
      body: { ...sentPayment(payment), ...(isAll(payment.amount) ? { amount: 'ALL' } : {}), ...place },
    }),
    done: ({ paid }) => t('fees.done.payAll', { amount: money(paid) }),
    onDone: onClose,
  })
  const isAll = (amount: string) => minus(active, typedAmount(amount)) === '0.00'
  const amount = typedAmount(form.values.amount)
  const left = minus(active, amount)
  const words = { amount: left === undefined ? '…' : money(amount), left: money(left ?? active) }
  return (
    <FeeForm
      title={t('fees.title.payAll')}
      form={form}
      consequence={t(isAll(amount) ? 'fees.then.payAll' : 'fees.then.payPart', words)}
      submit={t('fees.do.pay')}
      onClose={onClose}
    >
      <PaymentFields form={form} />
    </FeeForm>
  )
}
