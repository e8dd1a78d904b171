import { TextInput } from '@mantine/core'
import { feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import type { Form } from '../ui/form.ts'
import { typedAmount } from './amounts.ts'
import { AmountField, CommentField } from './fee-form.tsx'

export type Payment = { amount: string; method: string; externalTransactionId: string; comment: string }

/** A payment as it begins, and as the server wants it. */
export const paymentOf = (amount: string): Payment => ({
  amount,
  method: 'CASH',
  externalTransactionId: '',
  comment: '',
})
export const sentPayment = ({ amount, externalTransactionId, ...words }: Payment) => ({
  amount: typedAmount(amount),
  ...(externalTransactionId === '' ? {} : { externalTransactionId }),
  ...words,
})

type Props = { form: Pick<Form<Payment>, 'field' | 'text' | 'set'> }

/** How much, how it is paid, and the number of a card terminal or payment service. */
export function PaymentFields({ form }: Props) {
  const t = useText()
  const { options } = useCodes()
  return (
    <>
      <AmountField form={form} />
      <CodeSelect
        {...form.field('method')}
        onChange={code => form.set('method', code ?? '')}
        label={t('fees.method')}
        options={options(feeTables.method)}
        required
      />
      <TextInput
        {...form.text('externalTransactionId')}
        label={t('fees.externalTransactionId')}
        autoComplete="off"
        dir="ltr"
      />
      <CommentField form={form} />
    </>
  )
}
