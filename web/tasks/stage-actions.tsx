import { Button } from '@mantine/core'
import { IconArrowBackUp, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { TaskReport } from '../../contract/tasks.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { ConfirmTask } from './confirm-task.tsx'
import { permissionOf, undoPermissionsOf } from './kinds.ts'
import classes from './tasks.module.css'
import type { Verbs } from './use-verbs.ts'

type Props = { report: TaskReport; verbs: Verbs }

/** The buttons for the status that the job has. */
export function StageActions({ report, verbs }: Props) {
  const t = useText()
  const reason = useForbidden()(permissionOf(report.task.kind))
  const cancel = <Action label={t('task.cancelPlan')} {...verbs.cancel} reason={reason} variant="default" />
  const undo = <Undo report={report} verbs={verbs} />
  return (
    <div className={classes.actions}>
      {
        {
          planning: cancel,
          planned: (
            <>
              {cancel}
              <Confirm report={report} verbs={verbs} />
            </>
          ),
          applying: (
            <Action
              label={t(report.task.isStopRequested ? 'task.stopping' : 'task.stop')}
              icon={<IconPlayerStop size={16} aria-hidden />}
              {...verbs.stop}
              reason={reason ?? (report.task.isStopRequested ? t('stage.applying.stopping') : undefined)}
              variant="default"
            />
          ),
          stopped: (
            <>
              {undo}
              <Resume label={t('task.resume')} verbs={verbs} reason={reason} />
            </>
          ),
          failed: (
            <>
              {undo}
              <Resume label={t('task.retry')} verbs={verbs} reason={reason} />
            </>
          ),
          completed: undo,
          cancelled: null,
        }[report.task.status]
      }
    </div>
  )
}

function Confirm({ report, verbs }: Props) {
  const t = useText()
  const forbidden = useForbidden()
  const [isOpen, setOpen] = useState(false)
  const nobody = report.task.planned.change === 0 ? t('stage.planned.nobody') : undefined
  return (
    <>
      <Action
        label={t('task.confirm')}
        reason={forbidden(permissionOf(report.task.kind)) ?? nobody}
        send={() => setOpen(true)}
        color={report.task.kind === 'purge' ? 'red.8' : undefined}
      />
      <ConfirmTask report={report} isOpen={isOpen} onClose={() => setOpen(false)} confirm={verbs.confirm} />
    </>
  )
}

function Resume({ label, verbs, reason }: { label: string; verbs: Verbs; reason: string | undefined }) {
  return (
    <Action label={label} icon={<IconPlayerPlay size={16} aria-hidden />} {...verbs.resume} reason={reason} />
  )
}

/** Undoing makes a plan of its own, so it needs no further question. */
function Undo({ report: { task }, verbs }: Props) {
  const t = useText()
  const forbidden = useForbidden()
  if (!task.canUndo) return null
  const label =
    task.kind === 'purge' ? 'task.restoreUsers' : task.status === 'completed' ? 'task.undo' : 'task.undoDone'
  return (
    <Action
      label={t(label)}
      icon={<IconArrowBackUp size={16} aria-hidden />}
      reason={forbidden(...undoPermissionsOf(task.kind))}
      send={() => verbs.undo.send()}
      isSending={verbs.undo.isSending}
      variant="default"
    />
  )
}

type ActionProps = {
  label: string
  send: () => void
  reason: string | undefined
  isSending?: boolean
  icon?: ReactNode
  variant?: 'default'
  color?: string | undefined
}

function Action({ label, send, reason, isSending, icon, variant, color }: ActionProps) {
  return (
    <ForbiddenAction reason={reason}>
      <Button variant={variant} color={color} leftSection={icon} loading={isSending} onClick={() => send()}>
        {label}
      </Button>
    </ForbiddenAction>
  )
}
