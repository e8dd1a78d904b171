import { IconPencil, IconUserMinus, IconUserPlus, type TablerIcon } from '@tabler/icons-react'
import type { Permission } from '../../contract/permissions.ts'

/** Kinds of job that the screen knows, in the order of its tabs. */
export const taskKinds = [
  'update_users',
  'update_roles',
  'purge',
  'sis',
  'courses',
  'distribution',
  'network',
  'bursar',
  'bursar_recall',
  'waive_fees',
  'waive_fees_recall',
  'access_review',
  'restore',
  'undo',
] as const
export type TaskKind = (typeof taskKinds)[number]

const permissions: Readonly<Record<TaskKind, Permission>> = {
  update_users: 'tasks.update_users',
  update_roles: 'tasks.update_roles',
  purge: 'purge.run',
  sis: 'sis.run',
  courses: 'tasks.load_courses',
  distribution: 'users.distribute',
  network: 'sis.run',
  bursar: 'fees.transfer',
  bursar_recall: 'fees.transfer',
  waive_fees: 'tasks.waive_fees',
  waive_fees_recall: 'tasks.waive_fees',
  access_review: 'reviews.manage',
  restore: 'purge.restore',
  undo: 'tasks.undo',
}

/** The kind if the screen has words for it. */
export function knownKind(kind: string): TaskKind | undefined {
  return taskKinds.find(one => one === kind)
}

/** What somebody must be allowed who confirms, stops or resumes a job of this kind. */
export function permissionOf(kind: string): Permission {
  return permissions[knownKind(kind) ?? 'undo']
}

/** What somebody must be allowed who undoes it: undoing a purge is restoring; else also what it took to do it. */
export function undoPermissionsOf(kind: string): readonly Permission[] {
  return kind === 'purge' ? ['purge.restore'] : ['tasks.undo', permissionOf(kind)]
}

/** What the job does to a user, as a picture. */
export function changeIcon(kind: string): TablerIcon {
  if (kind === 'purge') return IconUserMinus
  return kind === 'restore' ? IconUserPlus : IconPencil
}
