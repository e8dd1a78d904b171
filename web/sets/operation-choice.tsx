import { Radio } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { type Operation, operations } from './set-words.ts'
import classes from './sets.module.css'

type Props = {
  value: Operation
  onChange: (operation: Operation) => void
  counts: Record<Operation, number> | undefined
  isCounting: boolean
}

/** The three combinations, each with the number of users that it would hold. */
export function OperationChoice({ value, onChange, counts, isCounting }: Props) {
  const t = useText()
  const inWords = (operation: Operation) => {
    if (counts) return t(`combine.count.${operation}`, { count: counts[operation] })
    return isCounting ? t('combine.counting') : t('combine.chooseFirst')
  }
  return (
    <Radio.Group
      label={t('combine.operation')}
      value={value}
      onChange={chosen => onChange(chosen as Operation)}
    >
      <div className={classes.choices}>
        {operations.map(operation => (
          <div key={operation} className={classes.choice} data-checked={operation === value || undefined}>
            <Radio value={operation} label={t(`combine.op.${operation}`)} />
            <span className={classes.number}>
              {counts ? inWords(operation) : t(`combine.help.${operation}`)}
            </span>
          </div>
        ))}
      </div>
      <LiveRegion>{inWords(value)}</LiveRegion>
    </Radio.Group>
  )
}
