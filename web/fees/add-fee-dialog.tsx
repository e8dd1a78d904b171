import { Button, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { addFee, creditType } from '../../contract/fees.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { type Text, useText } from '../i18n/use-text.ts'
import { CodeSelect } from '../ui/code-select.tsx'
import { minus, sumOf, typedAmount, vatOf } from './amounts.ts'
import { AmountField, CommentField, FeeForm } from './fee-form.tsx'
import { useFeeForm } from './use-fee-form.ts'
import { useFeeTypes } from './use-fee-types.ts'
import { useOwner } from './use-owner.ts'

type Props = { userId: number; active: string; onClose: () => void }

const empty = { type: '', owner: '', amount: '', itemBarcode: '', comment: '' }

/** Adds fees, one after another or just one (features G3). */
export function AddFeeDialog({ userId, active, onClose }: Props) {
  const t = useText()
  const { nameOf, libraries } = useOwner()
  const { types, detailsOf } = useFeeTypes()
  const staysOpen = useRef(false)
  const form = useFeeForm(addFee, {
    initial: empty,
    request: ({ type, amount, owner, itemBarcode, comment }, place) => ({
      params: { userId },
      body: {
        type,
        amount: typedAmount(amount),
        comment,
        ...(isOfLibrary && owner !== '' ? { owner } : {}),
        ...(itemBarcode === '' ? {} : { itemBarcode }),
        ...place,
      },
    }),
    done: () => t('fees.done.add'),
    onDone: () => {
      if (staysOpen.current) form.reset()
      else onClose()
    },
  })
  const { type } = form.values
  const { isOfLibrary, vatPercent } = detailsOf(type)
  const submit = (stays: boolean) => {
    staysOpen.current = stays
    void form.submit()
  }
  return (
    <FeeForm
      title={t('fees.title.add')}
      form={form}
      consequence={useConsequence({ ...form.values, active, vatPercent })}
      submit={t('fees.do.addAndClose')}
      onClose={onClose}
      onSubmit={() => submit(false)}
      also={
        <Button variant="light" loading={form.isSending} onClick={() => submit(true)}>
          {t('fees.do.add')}
        </Button>
      }
    >
      <CodeSelect
        {...form.field('type')}
        onChange={code => form.set('type', code ?? '')}
        label={t('fees.column.type')}
        options={types}
        required
        data-autofocus
      />
      {isOfLibrary ? (
        <CodeSelect
          {...form.field('owner')}
          onChange={code => form.set('owner', code ?? '')}
          label={t('fees.column.owner')}
          options={libraries}
          required
        />
      ) : (
        <TextInput
          label={t('fees.column.owner')}
          value={type === '' ? '' : nameOf(undefined)}
          error={form.errorOf('owner')}
          readOnly
        />
      )}
      <AmountField form={form} />
      <TextInput
        {...form.text('itemBarcode')}
        label={t('fees.column.barcode')}
        autoComplete="off"
        dir="ltr"
      />
      <CommentField form={form} required={type === creditType} />
    </FeeForm>
  )
}

type Entered = { type: string; amount: string; active: string; vatPercent: number }

/** What the balance will be, with VAT. */
function useConsequence({ type, amount: typed, active, vatPercent }: Entered): string {
  const t: Text = useText()
  const { money } = useFormats()
  const amount = typedAmount(typed)
  const vat = vatOf(amount, vatPercent)
  if (type === '' || vat === undefined) return t('fees.then.addNothing', { active: money(active) })
  const whole = sumOf([amount, vat])
  const after = type === creditType ? minus(active, whole) : sumOf([active, whole])
  const words = {
    amount: money(whole),
    vat: money(vat),
    active: money(active),
    after: money(after ?? active),
  }
  if (type === creditType) return t('fees.then.credit', words)
  return t(vatPercent > 0 ? 'fees.then.addWithVat' : 'fees.then.add', words)
}
