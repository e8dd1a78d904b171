import { Menu } from '@mantine/core'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import type { ElementDraft } from './element-dialog.tsx'
import { type ElementRow, editedValues, newPath } from './elements.ts'
import type { RecordForm } from './use-record-form.ts'

type Props = {
  segment: SegmentDescription
  row: ElementRow
  form: RecordForm
  /** Why nothing of the record can be changed. */
  reason: string | undefined
  onEdit: (draft: ElementDraft) => void
}

/** The "…" menu of an element: the same for every kind. */
export function ElementMenu({ segment, row, form, reason: forAll, onEdit }: Props) {
  const t = useText()
  const reason = forAll ?? row.hindrance ?? (row.isManaged ? t('elements.managed') : undefined)
  const values = editedValues(segment, row.values)
  const isActive = row.values['status'] === 'ACTIVE'
  const hasStatus = segment.fields.some(field => field.name === 'status')
  const put = (next: unknown) => form.set(row.path, next)
  // A copy belongs to the library, whoever owns what it was copied from.
  const copy = () =>
    onEdit({ path: newPath(segment.kind), values: { ...values, external: undefined }, isNew: true })
  return (
    <>
      {segment.edit === undefined && (
        <>
          <ForbiddenAction reason={reason}>
            <Menu.Item onClick={() => onEdit({ path: row.path, values, isNew: false })}>
              {t('elements.edit')}
            </Menu.Item>
          </ForbiddenAction>
          <ForbiddenAction reason={forAll}>
            <Menu.Item onClick={copy}>{t('elements.duplicate')}</Menu.Item>
          </ForbiddenAction>
        </>
      )}
      {segment.edit === undefined && hasStatus && (
        <ForbiddenAction reason={reason}>
          <Menu.Item onClick={() => put({ ...values, status: isActive ? 'INACTIVE' : 'ACTIVE' })}>
            {t(isActive ? 'elements.deactivate' : 'elements.activate')}
          </Menu.Item>
        </ForbiddenAction>
      )}
      <ForbiddenAction reason={reason}>
        <Menu.Item color="red.8" onClick={() => put(null)}>
          {t('elements.delete')}
        </Menu.Item>
      </ForbiddenAction>
    </>
  )
}
