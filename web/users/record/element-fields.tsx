import type { ReactNode } from 'react'
import type { FieldDescription, SegmentDescription } from '../../../contract/configuration.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import classes from './element-fields.module.css'
import { ValueInput } from './value-input.tsx'

type Values = Record<string, unknown>

/** What the inputs of a kind of element follow beyond the catalogue. */
export type ElementRules = {
  /** Codes that go with the other values, and codes that are shown but cannot be taken, with the reason. */
  amongOf?: (field: string, values: Values) => readonly string[] | undefined
  disabledIn?: (field: string, code: string) => string | undefined
  /** The values that follow when a field has changed. */
  adjusted?: (field: string, values: Values) => Values
}

type Props = {
  segment: SegmentDescription
  values: Record<string, unknown>
  onChange: (name: string, value: unknown) => void
  errorOf: (name: string, isFirst: boolean) => string | undefined
  recordType: string
  /** Leaves further fields out. */
  isLeftOut?: (field: FieldDescription) => boolean
  /** Whether what an element needs is needed here; else the whole element may be left empty. */
  isNeeded?: boolean
  rules?: ElementRules | undefined
}

const longText = 500

/** The inputs of an element of any kind, each a cell of the grid around them. */
export function ElementFields({
  segment,
  values,
  isNeeded = true,
  isLeftOut,
  rules,
  ...props
}: Props): ReactNode {
  const t = useText()
  const { hasOwners } = useCatalogue()
  const { companions } = useCodes()
  const isShown = (field: FieldDescription) =>
    !field.machine && (field.name !== 'owner' || hasOwners) && !isLeftOut?.(field)
  /** Codes that go with the one that decides about the field. */
  const amongOf = (field: FieldDescription) => {
    const ruled = rules?.amongOf?.(field.name, values)
    if (ruled) return ruled
    const decider = segment.fields.find(one => one.name === field.decidedBy)
    const code = decider && values[decider.name]
    return typeof code === 'string' ? companions(decider!.codeTable ?? '', code, field.name) : undefined
  }
  return segment.fields.filter(isShown).map((field, index) => (
    <div
      key={field.name}
      className={(field.maxLength ?? 0) > longText || field.type === 'parameters' ? classes.wide : undefined}
    >
      <ValueInput
        field={field}
        label={t.of(`element.${field.name}`, field.name)}
        value={values[field.name]}
        onChange={value => props.onChange(field.name, value)}
        error={props.errorOf(field.name, index === 0)}
        required={isNeeded && field.required === true}
        recordType={props.recordType}
        among={amongOf(field)}
        whyNot={code => rules?.disabledIn?.(field.name, code)}
        element={values}
      />
    </div>
  ))
}
