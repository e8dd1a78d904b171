import { SimpleGrid, Skeleton } from '@mantine/core'
import { useText } from '../../i18n/use-text.ts'
import { LiveRegion } from '../../ui/live-region.tsx'
import classes from './record-page.module.css'

const fields = Array.from({ length: 12 }, (_, index) => index)

/** The shape of a record while it is on its way. */
export function RecordSkeleton() {
  const t = useText()
  return (
    <div className={classes.record}>
      <LiveRegion>{t('record.loading')}</LiveRegion>
      <div className={classes.top} style={{ blockSize: '8.25rem' }}>
        <Skeleton height={12} width={60} mt={2} />
        <Skeleton height={22} width="min(22rem, 70%)" mt={16} />
        <Skeleton height={12} width="min(16rem, 50%)" mt={12} />
      </div>
      <div className={classes.content}>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {fields.map(field => (
            <div key={field}>
              <Skeleton height={10} width={90} mb={8} />
              <Skeleton height={34} />
            </div>
          ))}
        </SimpleGrid>
      </div>
    </div>
  )
}
