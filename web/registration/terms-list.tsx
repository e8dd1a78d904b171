import { IconFileDescription } from '@tabler/icons-react'
import { deleteTerms, listTerms, type RegistrationTerms } from '../../contract/assignment.ts'
import { useText } from '../i18n/use-text.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { DeleteChoice } from './delete-choice.tsx'
import { AddButton, ItemMenu } from './list-parts.tsx'
import { PeriodWords } from './period-field.tsx'
import { TermsDialog } from './terms-dialog.tsx'
import { useList, useOpened } from './use-list.ts'

const column = columnsOf<RegistrationTerms>()

const columns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <bdi>{row.original.name}</bdi>,
    meta: { label: 'assignment.name', width: 14, isKept: true },
  }),
  column.display({
    id: 'code',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.code}</bdi>,
    meta: { label: 'assignment.code', width: 9 },
  }),
  column.display({
    id: 'userRenewal',
    cell: ({ row }) => <PeriodWords period={row.original.userRenewal} />,
    meta: { label: 'terms.userRenewal', width: 12 },
  }),
  column.display({
    id: 'roleRenewal',
    cell: ({ row }) => <PeriodWords period={row.original.roleRenewal} />,
    meta: { label: 'terms.roleRenewal', width: 12 },
  }),
])

const noTerms: RegistrationTerms = {
  code: '',
  name: '',
  userRenewal: { kind: 'months', amount: 12 },
  roleRenewal: { kind: 'none' },
}

/** Terms of use, for registration rules to choose. */
export function TermsList() {
  const t = useText()
  const source = useList<typeof listTerms, RegistrationTerms>(listTerms, {})
  const [opened, open] = useOpened<RegistrationTerms>()
  const close = () => open(undefined)
  return (
    <>
      <DataTable
        fills
        name="registration-terms"
        label={t('assignment.part.terms')}
        columns={columns}
        source={source}
        rowId={terms => terms.code}
        rowLabel={terms => terms.name}
        toolbar={<AddButton label={t('terms.add')} onClick={() => open({ item: noTerms, as: 'new' })} />}
        rowMenu={terms => (
          <ItemMenu
            onEdit={() => open({ item: terms, as: 'old' })}
            onDuplicate={() => open({ item: { ...terms, code: '' }, as: 'new' })}
            onDelete={() => open({ item: terms, as: 'deleted' })}
          />
        )}
        empty={<EmptyState icon={IconFileDescription} title={t('terms.none')} text={t('terms.noneText')} />}
      />
      {opened && opened.as !== 'deleted' && (
        <TermsDialog terms={opened.item} isNew={opened.as === 'new'} onClose={close} />
      )}
      {opened?.as === 'deleted' && (
        <DeleteChoice
          endpoint={deleteTerms}
          request={{ params: { code: opened.item.code } }}
          list={listTerms}
          name={opened.item.name}
          onClose={close}
        />
      )}
    </>
  )
}
