import { TextInput } from '@mantine/core'
import { type Fee, linkFee } from '../../contract/fees.ts'
import { useText } from '../i18n/use-text.ts'
import { AboutFee, FeeForm } from './fee-form.tsx'
import { useFeeForm } from './use-fee-form.ts'

type Props = { userId: number; fee: Fee; onClose: () => void }

/** Links a fee to an item by its barcode (features G4). */
export function LinkDialog({ userId, fee, onClose }: Props) {
  const t = useText()
  const form = useFeeForm(linkFee, {
    initial: { itemBarcode: fee.itemBarcode ?? '' },
    request: (words, place) => ({ params: { userId, feeId: fee.feeId }, body: { ...words, ...place } }),
    done: answer => t('fees.done.link', { title: answer.title ?? answer.itemBarcode ?? '' }),
    onDone: onClose,
  })
  return (
    <FeeForm
      title={t('fees.title.link')}
      form={form}
      consequence={t('fees.then.link')}
      submit={t('fees.do.link')}
      onClose={onClose}
    >
      <AboutFee fee={fee} />
      <TextInput
        {...form.text('itemBarcode')}
        label={t('fees.column.barcode')}
        autoComplete="off"
        dir="ltr"
        data-autofocus
      />
    </FeeForm>
  )
}
