import { Progress, Text, Title } from '@mantine/core'
import { type RefObject, useEffect, useId, useRef } from 'react'
import type { TaskReport } from '../../contract/tasks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { StageActions } from './stage-actions.tsx'
import { faceOf } from './stage-face.ts'
import classes from './tasks.module.css'
import { useVerbs } from './use-verbs.ts'

/** Where the job stands, and what can be done with it now. Its size does not depend on the status. */
export function Stage({ report }: { report: TaskReport }) {
  const t = useText()
  const { moment } = useFormats()
  const id = useId()
  const ref = useRef<HTMLElement>(null)
  const verbs = useVerbs(report.task)
  useFocusKept(ref, report.task.status)
  const face = faceOf(t, report, moment)
  return (
    <>
      <section ref={ref} tabIndex={-1} className={classes.stage} data-tone={face.tone} aria-labelledby={id}>
        <div>
          <Title order={2} id={id} className={classes.stageTitle}>
            {face.title}
          </Title>
          {face.bar !== undefined && (
            <Progress
              className={classes.bar}
              value={face.bar === 'unknown' ? 100 : face.bar * 100}
              animated={report.task.status === 'applying' || report.task.status === 'planning'}
              aria-label={t(face.bar === 'unknown' ? 'stage.planning.bar' : 'stage.bar')}
              transitionDuration={400}
            />
          )}
          <Text size="sm" c="dimmed">
            {face.text}
          </Text>
        </div>
        <StageActions report={report} verbs={verbs} />
      </section>
      <FailureAlert error={verbs.error} />
      <LiveRegion>
        {report.task.status === 'applying' && typeof face.bar === 'number' ? spoken(t, face.bar) : face.title}
      </LiveRegion>
    </>
  )
}

/** The button that was pressed is gone once the job has a new status; the keyboard then goes on from here. */
function useFocusKept(ref: RefObject<HTMLElement | null>, status: string): void {
  const before = useRef(status)
  useEffect(() => {
    const isLost = document.activeElement === document.body
    if (before.current !== status && isLost) ref.current?.focus({ preventScroll: true })
    before.current = status
  }, [ref, status])
}

/** In tenths, so that a screen reader is not told something every second. */
function spoken(t: ReturnType<typeof useText>, share: number): string {
  return t('stage.spoken', { percent: Math.floor(share * 10) / 10 })
}
