import type { ReviewItem } from '../../contract/access-reviews.ts'
import { columnsOf } from '../ui/table/columns.ts'
import { DecideCell } from './decide-cell.tsx'
import {
  DecidedByCell,
  DecisionBadge,
  LastLoginCell,
  NoteWords,
  OutcomeCell,
  PersonCell,
  PrimaryIdCell,
  RolesCell,
} from './item-cells.tsx'
import { NoteCell } from './note-cell.tsx'

const column = columnsOf<ReviewItem>()

const [primaryId, roles, lastLogin, decidedBy] = [
  column.display({
    id: 'primaryId',
    cell: ({ row }) => <PrimaryIdCell item={row.original} />,
    meta: { label: 'users.column.primaryId', width: 8 },
  }),
  column.display({
    id: 'roles',
    cell: ({ row }) => <RolesCell item={row.original} />,
    meta: { label: 'reviews.column.roles', width: 16, wraps: true },
  }),
  column.display({
    id: 'lastLogin',
    cell: ({ row }) => <LastLoginCell item={row.original} />,
    meta: { label: 'seats.column.lastLogin', width: 8.5 },
  }),
  column.display({
    id: 'decidedBy',
    cell: ({ row }) => <DecidedByCell item={row.original} />,
    meta: { label: 'reviews.column.decidedBy', width: 9 },
  }),
]

/** For whoever manages the review. */
export const reportColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <PersonCell item={row.original} isLink />,
    meta: { label: 'users.column.name', width: 12, isKept: true },
  }),
  primaryId,
  roles,
  lastLogin,
  column.display({
    id: 'decision',
    cell: ({ row }) => <DecisionBadge item={row.original} />,
    meta: { label: 'reviews.column.decision', width: 10 },
  }),
  column.display({
    id: 'note',
    cell: ({ row }) => <NoteWords item={row.original} />,
    meta: { label: 'reviews.column.note', width: 10, wraps: true },
  }),
  decidedBy,
  column.display({
    id: 'outcome',
    cell: ({ row }) => <OutcomeCell item={row.original} />,
    meta: { label: 'reviews.column.outcome', width: 10, wraps: true },
  }),
])

/** For whoever decides. */
export const decisionColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <PersonCell item={row.original} />,
    meta: { label: 'users.column.name', width: 12.5, isKept: true },
  }),
  column.display({
    id: 'decide',
    cell: ({ row }) => <DecideCell item={row.original} />,
    meta: { label: 'reviews.column.decision', width: 22 },
  }),
  roles,
  lastLogin,
  column.display({
    id: 'note',
    cell: ({ row }) => <NoteCell item={row.original} />,
    meta: { label: 'reviews.column.note', width: 10, wraps: true },
  }),
  primaryId,
  decidedBy,
])
