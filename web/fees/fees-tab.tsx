import { IconCoins, IconLock } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { type Asked, AskFee } from './asked.ts'
import { Balances } from './balances.tsx'
import { FeeBar } from './fee-bar.tsx'
import { feeColumns } from './fee-columns.tsx'
import { FeeDialogs } from './fee-dialogs.tsx'
import { FeeMenu } from './fee-menu.tsx'
import { useFeeName } from './use-fee-name.ts'
import { useFees } from './use-fees.ts'

const route = getRouteApi('/shell/users/$userId/$tab')

/** What a patron owes, and all that can be done about it (features G). */
export function FeesTab({ userId }: { userId: number }) {
  const forbidden = useForbidden()('fees.view')
  return forbidden ? <EmptyState icon={IconLock} title={forbidden} /> : <Fees userId={userId} />
}

function Fees({ userId }: { userId: number }) {
  const t = useText()
  const nameOf = useFeeName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const fees = useFees(userId, search)
  const [asked, setAsked] = useState<Asked>()
  const total = fees.summary.data?.count
  return (
    <AskFee value={setAsked}>
      <Balances summary={fees.summary} />
      <DataTable
        name="fees"
        label={t('fees.title')}
        columns={feeColumns}
        source={fees.source}
        total={total}
        rowId={fee => String(fee.feeId)}
        rowLabel={nameOf}
        rowMenu={fee => <FeeMenu fee={fee} />}
        selected={fees.chosen.map(fee => String(fee.feeId))}
        onSelect={fees.choose}
        toolbar={
          <FeeBar
            fees={fees}
            search={search}
            onChange={change => {
              fees.clear()
              void navigate({ search: { ...search, ...change }, replace: true })
            }}
          />
        }
        empty={<EmptyState icon={IconCoins} title={t('fees.empty.title')} text={t('fees.empty.text')} />}
      />
      {asked && <FeeDialogs asked={asked} fees={fees} onClose={() => setAsked(undefined)} />}
    </AskFee>
  )
}
