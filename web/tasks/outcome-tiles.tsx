import { Skeleton } from '@mantine/core'
import {
  IconCircleCheck,
  IconPlayerSkipForward,
  IconShieldCheck,
  IconUsers,
  IconUserX,
  type TablerIcon,
} from '@tabler/icons-react'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import type { TaskReport } from '../../contract/tasks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { changeIcon } from './kinds.ts'
import { hasPlan } from './report-counts.ts'
import type { TaskSearch } from './task-search.ts'
import classes from './tasks.module.css'

type TileProps = {
  taskId: number
  name: string
  icon: TablerIcon
  count: number | undefined
  /** All users of the plan, for the share. */
  of: number
  /** What the address says when the tile is chosen. */
  search: TaskSearch
  current: TaskSearch
}

const names = ['all', 'change', 'keep', 'reject', 'done', 'skipped'] as const

/** Counts by outcome of the plan and of the run; each shows its users below. */
export function OutcomeTiles({ report, current }: { report: TaskReport; current: TaskSearch }) {
  const t = useText()
  const { task } = report
  const { total, change, keep, reject } = task.planned
  const hasRun = task.startedAt !== undefined
  const planned = (count: number) => (hasPlan(task) ? count : undefined)
  const common = { taskId: task.taskId, of: total, current }
  const name = (tile: (typeof names)[number]) =>
    t.of(`outcomes.tile.${tile}.${task.kind}`, t(`outcomes.tile.${tile}`))
  return (
    <ul className={classes.tiles} aria-label={t('outcomes.title')}>
      <Tile {...common} name={name('all')} icon={IconUsers} count={planned(total)} search={{}} />
      <Tile
        {...common}
        name={name('change')}
        icon={changeIcon(task.kind)}
        count={planned(change)}
        search={{ outcome: 'change' }}
      />
      <Tile
        {...common}
        name={name('keep')}
        icon={IconShieldCheck}
        count={planned(keep)}
        search={{ outcome: 'keep' }}
      />
      <Tile
        {...common}
        name={name('reject')}
        icon={IconUserX}
        count={planned(reject)}
        search={{ outcome: 'reject' }}
      />
      <Tile
        {...common}
        name={name('done')}
        icon={IconCircleCheck}
        count={hasRun ? task.done : undefined}
        search={{ result: 'done' }}
      />
      <Tile
        {...common}
        name={name('skipped')}
        icon={IconPlayerSkipForward}
        count={hasRun ? task.skipped : undefined}
        search={{ result: 'skipped' }}
      />
    </ul>
  )
}

/** The tiles while nothing is known yet, of the same size. */
export function TilesLoading() {
  return (
    <div className={classes.tiles} aria-hidden>
      {names.map(name => (
        <div key={name} className={classes.tile}>
          <span className={classes.tileName}>
            <Skeleton height={12} width="70%" />
          </span>
          <span className={classes.tileCount}>
            <Skeleton height={20} width="50%" mt={4} />
          </span>
          <span className={classes.tileShare} />
        </div>
      ))}
    </div>
  )
}

function Tile({ taskId, name, icon: Icon, count, of, search, current }: TileProps) {
  const t = useText()
  const { number, share } = useFormats()
  const isAll = Object.keys(search).length === 0
  const isCurrent =
    search.outcome === current.outcome && search.result === current.result && current.reason === undefined
  const face = (
    <>
      <span className={classes.tileName}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {name}
      </span>
      <span className={classes.tileCount}>{count === undefined ? t('none') : number(count)}</span>
      <span className={classes.tileShare}>
        {count !== undefined && !isAll && of > 0 && t('outcomes.share', { share: share(count / of) })}
      </span>
    </>
  )
  return (
    <li>
      {count === undefined ? (
        <div className={classes.tile}>{face}</div>
      ) : (
        <TileLink
          to="/tasks/$taskId"
          params={{ taskId: String(taskId) }}
          search={search}
          isCurrent={isCurrent}
          resetScroll={false}
        >
          {face}
        </TileLink>
      )}
    </li>
  )
}

type AnchorProps = ComponentPropsWithRef<'a'> & { isCurrent: boolean; children?: ReactNode }

const TileLink = createLink(({ isCurrent, ...props }: AnchorProps) => (
  <a {...props} className={classes.tile} aria-current={isCurrent ? 'true' : undefined} />
))
