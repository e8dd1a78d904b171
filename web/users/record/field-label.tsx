import { Tooltip } from '@mantine/core'
import { IconLock, IconPin } from '@tabler/icons-react'
import type { FieldDescription } from '../../../contract/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Hindrance } from './editability.ts'
import classes from './general-tab.module.css'

type Props = { field: FieldDescription; hindrance: Hindrance | undefined; isTakenOver: boolean }

/** Name of a field, with a lock for what the student system manages and a pin for what staff have taken over. */
export function FieldLabel({ field, hindrance, isTakenOver }: Props) {
  const t = useText()
  const sign =
    hindrance === 'managed'
      ? { icon: IconLock, text: t('record.managed') }
      : isTakenOver
        ? { icon: IconPin, text: t('record.takenOver') }
        : undefined
  return (
    <span className={classes.label}>
      {t.of(`field.${field.name}`, field.name)}
      {sign && (
        <Tooltip label={sign.text} events={{ hover: true, focus: false, touch: true }}>
          <span className={classes.sign}>
            <sign.icon size={14} aria-hidden />
          </span>
        </Tooltip>
      )}
    </span>
  )
}
