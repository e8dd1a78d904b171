import { type Fee, payFee } from '../../contract/fees.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { minus, typedAmount } from './amounts.ts'
import { AboutFee, FeeForm } from './fee-form.tsx'
import { PaymentFields, paymentOf, sentPayment } from './payment-fields.tsx'
import { useFeeForm } from './use-fee-form.ts'

type Props = { userId: number; fee: Fee; onClose: () => void }

/** Takes the payment of a fee or of a part of it (features G4). */
export function PayDialog({ userId, fee, onClose }: Props) {
  const t = useText()
  const { money } = useFormats()
  const form = useFeeForm(payFee, {
    initial: paymentOf(fee.balance),
    request: (payment, place) => ({
      params: { userId, feeId: fee.feeId },
      body: { ...sentPayment(payment), ...place },
    }),
    done: () => t('fees.done.pay'),
    onDone: onClose,
  })
  const amount = typedAmount(form.values.amount)
  const left = minus(fee.balance, amount)
  const words = { amount: left === undefined ? '…' : money(amount), left: money(left ?? fee.balance) }
  return (
    <FeeForm
      title={t('fees.title.pay')}
      form={form}
      consequence={t('fees.then.pay', words)}
      submit={t('fees.do.pay')}
      onClose={onClose}
    >
      <AboutFee fee={fee} />
      <PaymentFields form={form} />
    </FeeForm>
  )
}
