import type { SignInProfile } from '../../../contract/sso.ts'
import type { Ask } from '../../users/testing/staff.ts'

type Draft = {
  code: string
  kind: string
  settings: Record<string, string>
  matchBy?: string
  isActive?: boolean
}

/** Adds a profile through the front door. */
export async function addProfile(ask: Ask, draft: Draft): Promise<SignInProfile> {
  const body = { name: `Sign in with ${draft.code}`, isActive: true, matchBy: 'PRIMARY', ...draft }
  const response = await ask('POST /api/sign-in-profiles', body)
  if (response.statusCode !== 200) throw new Error(`Not added: ${response.body}`)
  return response.json()
}
