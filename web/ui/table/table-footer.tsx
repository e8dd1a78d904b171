import { Button, Group, Text } from '@mantine/core'
import { useText } from '../../i18n/use-text.ts'
import { LiveRegion } from '../live-region.tsx'
import type { RowSource } from './row-source.ts'
import classes from './table.module.css'

const pageSize = 50

type Props = { source: RowSource<unknown>; total: number | undefined; isShown: boolean }

/** How many rows are shown of how many, the next page, and the count for those who do not see it. */
export function TableFooter({ source, total, isShown }: Props) {
  const t = useText()
  const shown = source.rows.length
  const left = total === undefined ? undefined : total - shown
  const isSettled = !source.isLoading && !source.isOutdated && !source.error
  const spoken = <LiveRegion>{isSettled ? t('table.count', { count: total ?? shown }) : ''}</LiveRegion>
  if (!isShown) return spoken
  return (
    <Group className={classes.footer} justify="space-between" gap="sm">
      <Text size="sm" c="dimmed">
        {source.isLoading
          ? t('app.loading')
          : shown > 0 && shownText(t, { shown, total, hasMore: Boolean(source.more) })}
      </Text>
      {source.more && (
        <Button variant="default" size="compact-sm" loading={source.isLoadingMore} onClick={source.more}>
          {left && left > 0 ? t('table.more', { count: Math.min(pageSize, left) }) : t('table.moreUnknown')}
        </Button>
      )}
      {spoken}
    </Group>
  )
}

type Shown = { shown: number; total: number | undefined; hasMore: boolean }

function shownText(t: ReturnType<typeof useText>, { shown, total, hasMore }: Shown): string {
  if (!hasMore) return t('table.shownAll', { total: shown })
  if (total === undefined) return t('table.shownUnknown', { shown })
  return t('table.shown', { shown, total })
}
