import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Fee, readFeeLoan } from '../../contract/fees.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { Setting, SettingsList } from '../ui/settings-list.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'

type Props = { userId: number; fee: Fee; onClose: () => void }

/** The loan that a fee is about (features G4). */
export function LoanDialog({ userId, fee, onClose }: Props) {
  const t = useText()
  const { moment } = useFormats()
  const { label } = useCodes()
  const { data, error } = useQuery(q(readFeeLoan, { params: { userId, feeId: fee.feeId } }))
  useFocusBack(true)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('fees.loan.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <FailureAlert error={error} />
      {data && (
        <SettingsList>
          <Setting name={t('fees.column.title')}>
            <bdi>{data.title ?? t('none')}</bdi>
          </Setting>
          <Setting name={t('fees.column.barcode')}>
            <bdi className="carrel-code">{data.itemBarcode}</bdi>
          </Setting>
          <Setting name={t('fees.loan.library')}>
            <bdi>{data.library === undefined ? t('none') : label('Libraries', data.library)}</bdi>
          </Setting>
          <Setting name={t('fees.loan.loaned')}>
            <bdi>{moment(data.loanedAt)}</bdi>
          </Setting>
          <Setting name={t('fees.loan.due')}>
            <bdi>{moment(data.dueAt)}</bdi>
          </Setting>
          <Setting name={t('fees.loan.returned')}>
            <bdi>{data.returnedAt === undefined ? t('fees.loan.notReturned') : moment(data.returnedAt)}</bdi>
          </Setting>
        </SettingsList>
      )}
    </Modal>
  )
}
