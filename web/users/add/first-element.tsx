import { SimpleGrid } from '@mantine/core'
import type { FieldDescription, SegmentDescription } from '../../../contract/configuration.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { Panel } from '../../ui/panel.tsx'
import { ValueInput } from '../record/value-input.tsx'
import classes from './add-user-page.module.css'
import type { NewUserForm } from './add-user-page.tsx'
import { firstPath } from './new-user.ts'

type Props = { segment: SegmentDescription; form: NewUserForm; recordType: string }

/** The first element of a kind for a new user: an e-mail address, for instance. More can be added to the record. */
export function FirstElement({ segment, form, recordType }: Props) {
  const t = useText()
  const { hasOwners, mandatory } = useCatalogue()
  const { companions } = useCodes()
  const path = firstPath(segment.kind)
  const values = form.values[path] as Record<string, unknown>
  const isNeeded =
    segment.neededBy?.includes(recordType) || mandatory[recordType]?.includes(segment.kind) || false
  const isShown = (field: FieldDescription) =>
    !field.machine &&
    !['preferred', 'status', 'pinned'].includes(field.name) &&
    (field.name !== 'owner' || hasOwners)
  const amongOf = (field: FieldDescription) => {
    const decider = segment.fields.find(one => one.name === field.decidedBy)
    const code = decider && values[decider.name]
    return typeof code === 'string' ? companions(decider!.codeTable ?? '', code, field.name) : undefined
  }
  // What is wrong with the kind as a whole, as "at least one is needed", stands at its first field.
  const errorOf = (name: string, isFirst: boolean) =>
    form.errorOf(`${path}/${name}`) ?? (isFirst ? form.errorOf(segment.kind) : undefined)
  const shown = segment.fields.filter(isShown)
  return (
    <Panel title={t.of(`segment.${segment.kind}`, segment.kind)}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
        {shown.map((field, index) => {
          const name = t.of(`element.${field.name}`, field.name)
          return (
            <div key={field.name} className={(field.maxLength ?? 0) > 500 ? classes.wide : undefined}>
              <ValueInput
                field={field}
                label={name}
                value={values[field.name]}
                onChange={value => form.set(path, { ...values, [field.name]: value })}
                error={errorOf(field.name, index === 0)}
                required={isNeeded && field.required === true}
                recordType={recordType}
                among={amongOf(field)}
              />
            </div>
          )
        })}
      </SimpleGrid>
    </Panel>
  )
}
