import { Button, Menu, Text } from '@mantine/core'
import {
  IconChevronDown,
  IconDownload,
  IconLock,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import {
  applyReview,
  closeReview,
  deleteReview,
  downloadReview,
  listReviewItems,
  listReviews,
  type ReviewReport,
  readReview,
} from '../../contract/access-reviews.ts'
import { listTasks } from '../../contract/tasks.ts'
import { downloadUrl } from '../api/client.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useToast } from '../ui/use-toast.ts'
import { EditReviewDialog } from './edit-review-dialog.tsx'

type Props = { report: ReviewReport }
type Opened = 'edit' | 'close' | 'delete'

/** What can be done with the review in the state that it has. */
export function ReviewActions({ report }: Props) {
  const t = useText()
  const [opened, setOpened] = useState<Opened>()
  const { state } = report.review
  const onClose = () => setOpened(undefined)
  return (
    <>
      <Download report={report} />
      {(state === 'open' || state === 'closed') && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setOpened('delete')}
        >
          {t('reviews.delete')}
        </Button>
      )}
      {state === 'open' && (
        <>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => setOpened('edit')}
          >
            {t('reviews.edit')}
          </Button>
          <Button leftSection={<IconLock size={16} aria-hidden />} onClick={() => setOpened('close')}>
            {t('reviews.close')}
          </Button>
        </>
      )}
      {state === 'closed' && <Apply report={report} />}
      {opened === 'edit' && <EditReviewDialog report={report} onClose={onClose} />}
      {opened === 'close' && <CloseDialog report={report} onClose={onClose} />}
      {opened === 'delete' && <DeleteDialog report={report} onClose={onClose} />}
    </>
  )
}

function Download({ report: { review } }: Props) {
  const t = useText()
  const href = (format: 'csv' | 'xlsx') =>
    downloadUrl(downloadReview, { params: { reviewId: review.reviewId }, query: { format } })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {t('task.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('xlsx')} download>
          {t('task.download.xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={href('csv')} download>
          {t('task.download.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The plan is confirmed on the page of the job, by typing its number. */
function Apply({ report: { review } }: Props) {
  const t = useText()
  const navigate = useNavigate()
  const toast = useToast()
  const { counts, reviewId } = review
  const isIdle = counts.remove_roles + counts.deactivate === 0
  const send = useSend(applyReview, {
    invalidates: [listTasks, readReview, listReviews, listReviewItems],
    onSuccess: ({ task }) =>
      navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} }),
  })
  return (
    <ForbiddenAction reason={isIdle ? t('reviews.nothingToApply') : undefined}>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={send.isPending}
        onClick={() =>
          send.mutate({ params: { reviewId } }, { onError: () => toast(t('problem.review_applied')) })
        }
      >
        {t('reviews.apply')}
      </Button>
    </ForbiddenAction>
  )
}

type DialogProps = Props & { onClose: () => void }

function CloseDialog({ report: { review }, onClose }: DialogProps) {
  const t = useText()
  const send = useSend(closeReview, {
    invalidates: [readReview, listReviews, listReviewItems],
    onSuccess: onClose,
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('reviews.close.title', { name: review.name })}
      confirmLabel={t('reviews.close.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { reviewId: review.reviewId } })}
    >
      <Text size="sm">{t('reviews.close.text', { count: review.counts.undecided })}</Text>
    </ConfirmDialog>
  )
}

function DeleteDialog({ report: { review }, onClose }: DialogProps) {
  const t = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const send = useSend(deleteReview, {
    invalidates: [listReviews],
    onSuccess: async () => {
      await navigate({ to: '/reviews' })
      toast(t('reviews.delete.done', { name: review.name }))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('reviews.delete.title', { name: review.name })}
      confirmLabel={t('reviews.delete.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ params: { reviewId: review.reviewId } })}
    >
      <Text size="sm">{t('reviews.delete.text')}</Text>
    </ConfirmDialog>
  )
}
