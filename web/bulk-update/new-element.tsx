import { SimpleGrid } from '@mantine/core'
import { useCatalogue } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { ElementFields } from '../users/record/element-fields.tsx'
import type { ChangeRow } from './editable-fields.ts'
import classes from './update.module.css'

type Props = {
  row: ChangeRow
  set: (part: Partial<ChangeRow>) => void
  problemOf: (field: string | undefined) => string | undefined
  isAsked: boolean
}

/** The element that everybody gets who does not have it, with the inputs that it has in a record. */
export function NewElement({ row, set, problemOf, isAsked }: Props) {
  const t = useText()
  const segment = useCatalogue().segments.find(one => one.kind === row.field)
  if (!segment) return null
  const isMissing = (name: string) =>
    isAsked && segment.fields.some(field => field.name === name && field.required) && !row.values[name]
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" className={classes.element}>
      <ElementFields
        segment={segment}
        values={row.values}
        onChange={(name, value) => set({ values: { ...row.values, [name]: value } })}
        errorOf={name =>
          problemOf(`${row.field}/${name}`) ?? (isMissing(name) ? t('rule.required') : undefined)
        }
        recordType="PUBLIC"
      />
    </SimpleGrid>
  )
}
