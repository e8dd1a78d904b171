import { SimpleGrid } from '@mantine/core'
import type { FieldDescription, SegmentDescription } from '../../../contract/configuration.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { Panel } from '../../ui/panel.tsx'
import { ElementFields } from '../record/element-fields.tsx'
import { firstPath } from './new-user.ts'
import type { NewUserForm } from './use-new-user.ts'

type Props = { segment: SegmentDescription; form: NewUserForm; recordType: string }

/** The first element of a kind for a new user: an e-mail address, for instance. More can be added to the record. */
export function FirstElement({ segment, form, recordType }: Props) {
  const t = useText()
  const { mandatory } = useCatalogue()
  const path = firstPath(segment.kind)
  const values = form.values[path] as Record<string, unknown>
  const isNeeded =
    segment.neededBy?.includes(recordType) || mandatory[recordType]?.includes(segment.kind) || false
  // What is wrong with the kind as a whole, as "at least one is needed", stands at its first field.
  const errorOf = (name: string, isFirst: boolean) =>
    form.errorOf(`${path}/${name}`) ?? (isFirst ? form.errorOf(segment.kind) : undefined)
  return (
    <Panel title={t.of(`segment.${segment.kind}`, segment.kind)}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
        <ElementFields
          segment={segment}
          values={values}
          onChange={(name, value) => form.set(path, { ...values, [name]: value })}
          errorOf={errorOf}
          recordType={recordType}
          isLeftOut={isSettled}
          isNeeded={isNeeded}
        />
      </SimpleGrid>
    </Panel>
  )
}

/** The first of its kind is the preferred one, and active. */
const isSettled = (field: FieldDescription) => ['preferred', 'status', 'pinned'].includes(field.name)
