import { DateInput, type DateInputProps } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useText } from '../i18n/use-text.ts'

type Props = Omit<DateInputProps, 'value' | 'onChange'> & {
  /** `YYYY-MM-DD`, or undefined for no date. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A date, typed or picked; it is text from end to end, so no time zone can shift it. */
export function DateField({ value, onChange, ...props }: Props) {
  const t = useText()
  return (
    <DateInput
      {...props}
      value={value ?? null}
      onChange={date => onChange(date ?? undefined)}
      valueFormat="YYYY-MM-DD"
      placeholder={t('form.dateFormat')}
      clearable={!props.readOnly}
      leftSection={<IconCalendar size={16} aria-hidden />}
      clearButtonProps={{ 'aria-label': t('form.clear') }}
      ariaLabels={{ previousMonth: t('form.previousMonth'), nextMonth: t('form.nextMonth') }}
      hideOutsideDates
      // Below the field stands what is wrong with it.
      popoverProps={{ position: props.error ? 'top-start' : 'bottom-start' }}
    />
  )
}
