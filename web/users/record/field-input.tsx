import { Text } from '@mantine/core'
import type { FieldDescription } from '../../../contract/configuration.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { type Hindrance, useIsMandatory } from './editability.ts'
import { FieldLabel } from './field-label.tsx'
import { HeldField } from './held-field.tsx'
import type { RecordForm } from './use-record-form.ts'
import { useValueText } from './use-value-text.ts'
import { ValueInput } from './value-input.tsx'

export type FieldInputProps = {
  field: FieldDescription
  form: Pick<RecordForm, 'values' | 'set' | 'errorOf'>
  recordType: string
  /** Staff have set it; the student system leaves it alone. `value` is what that sent last. */
  original?: { value: unknown } | undefined
  /** Why it cannot be changed; then it is shown, not edited. */
  reason?: string | undefined
  hindrance?: Hindrance | undefined
  /** Of a record that is there already: a sensitive value may be stored, although it is not shown. */
  isStored?: boolean
  onGenerate?: (() => void) | undefined
}

/** A field of the record: its input, or its value where it cannot be changed. */
export function FieldInput(props: FieldInputProps) {
  const { field, form, recordType, original, reason, hindrance, isStored, onGenerate } = props
  const t = useText()
  const isMandatory = useIsMandatory(recordType)
  const instead = useInstead(field)
  const label = <FieldLabel field={field} hindrance={hindrance} isTakenOver={original !== undefined} />
  const value = form.values[field.name]
  if (reason !== undefined) return <HeldField field={field} value={value} reason={reason} label={label} />
  return (
    <div>
      <ValueInput
        field={field}
        label={label}
        value={value}
        onChange={next => form.set(field.name, next)}
        error={form.errorOf(field.name)}
        required={isMandatory(field)}
        recordType={recordType}
        description={original ? t('record.takenOver') : undefined}
        onGenerate={onGenerate}
        placeholder={field.sensitive && isStored ? t('record.sensitive') : instead}
      />
      {original && !field.sensitive && (
        <Original
          field={field}
          value={original.value}
          onRestore={() => form.set(field.name, original.value)}
        />
      )}
    </div>
  )
}

/** What holds while the field is empty, if the institution says so. */
function useInstead({ name, codeTable }: FieldDescription): string | undefined {
  const t = useText()
  const { label } = useCodes()
  const { defaultResourceSharingLibrary: library } = useCatalogue()
  if (name !== 'rs_libraries' || !library) return undefined
  return t('record.instead', { value: label(codeTable ?? '', library) })
}

type OriginalProps = { field: FieldDescription; value: unknown; onRestore: () => void }

/** What the student system sent; going back to it lets that manage the field again (features J3). */
function Original({ field, value, onRestore }: OriginalProps) {
  const t = useText()
  const textOf = useValueText()
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t('record.original', { value: textOf(field, value) || t('history.nothing') })}{' '}
      <TextButton
        onClick={onRestore}
        label={t('record.restoreOriginal', { field: t.of(`field.${field.name}`, field.name) })}
      >
        {t('record.useOriginal')}
      </TextButton>
    </Text>
  )
}
