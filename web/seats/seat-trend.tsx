import { VisuallyHidden } from '@mantine/core'
import type { SeatSummary } from '../../contract/seats.ts'
import { useText } from '../i18n/use-text.ts'
import classes from './seats.module.css'

type Point = SeatSummary['trend'][number]

const mostMonths = 24
const barsHeight = 100

/** Named users month by month, as bars that begin at zero; each says its month and number. */
export function SeatTrend({ trend }: { trend: readonly Point[] }) {
  const t = useText()
  const shown = trend.slice(-mostMonths)
  if (shown.length < 2) return null
  const highest = Math.max(...shown.map(point => point.seats), 1)
  const words = ({ month, seats }: Point) => t('seats.month', { month, count: seats })
  return (
    <figure className={classes.trend}>
      <figcaption>{t('seats.trend')}</figcaption>
      <ol>
        {shown.map(point => (
          <li key={point.month} title={words(point)}>
            <span className={classes.bar} style={{ blockSize: `${(point.seats / highest) * barsHeight}%` }} />
            <VisuallyHidden>{words(point)}</VisuallyHidden>
          </li>
        ))}
      </ol>
    </figure>
  )
}
