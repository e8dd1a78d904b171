import type { NextStep } from '../../contract/session.ts'

/** The page for the step that is left. The ticket stands behind `#`, which browsers send to no server. */
export function stepPage({ next: step, ticket }: NextStep, next: string): string {
  return `/sign-in?${new URLSearchParams({ next })}#${new URLSearchParams({ step, ticket })}`
}
