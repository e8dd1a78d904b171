import type { Actor } from './context.ts'

/** What history keeps of an actor beside kind and name; the program itself and strangers have none. */
export function actorIdOf(actor: Actor): string | null {
  if (actor.kind === 'staff') return String(actor.userId)
  if (actor.kind === 'key') return String(actor.apiKeyId)
  return actor.kind === 'task' ? String(actor.taskId) : null
}
