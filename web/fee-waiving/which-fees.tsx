import { Checkbox, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { CodeSelect, CodesSelect } from '../ui/code-select.tsx'
import { DateField } from '../ui/date-field.tsx'
import type { WaivingForm } from './use-waiving-form.ts'

/** Which fees are waived, and who keeps theirs. */
export function WhichFees({ form }: { form: WaivingForm }) {
  const t = useText()
  const { options } = useCodes()
  const { code, name, currency } = useSession().institution
  const pair = { cols: { base: 1, xs: 2 }, spacing: 'md' } as const
  return (
    <Stack gap="md" maw="36rem">
      <CodesSelect
        {...form.field('types')}
        label={t('bursar.types')}
        description={t('bursar.typesHelp')}
        options={options(feeTables.type)}
      />
      <CodeSelect
        {...form.field('owner')}
        label={t('bursar.owner')}
        description={t('bursar.ownerHelp')}
        options={[{ value: code, label: name }, ...options('Libraries')]}
      />
      <SimpleGrid {...pair}>
        <DateField {...form.field('createdFrom')} label={t('waiving.from')} />
        <DateField {...form.field('createdTo')} label={t('waiving.to')} />
      </SimpleGrid>
      <SimpleGrid {...pair}>
        <TextInput
          {...form.text('maximumTotal')}
          label={t('waiving.maximumTotal', { currency })}
          description={t('waiving.maximumTotalHelp')}
          inputMode="decimal"
          autoComplete="off"
        />
        <TextInput
          {...form.text('maximumFee')}
          label={t('waiving.maximumFee', { currency })}
          description={t('waiving.maximumFeeHelp')}
          inputMode="decimal"
          autoComplete="off"
        />
      </SimpleGrid>
      <Checkbox {...form.check('skipsOverdue')} label={t('waiving.skipsOverdue')} />
    </Stack>
  )
}
