import { Readable } from 'node:stream'
import * as contract from '../../contract/sso.ts'
import { type Desk, receive } from '../access/reception.ts'
import { unknownNames } from '../access/unknown-names.ts'
import type { Routes } from '../http/mount.ts'
import type { MailDoor } from '../letters/hindrance.ts'
import { createProfile } from './create-profile.ts'
import { deleteProfile } from './delete-profile.ts'
import { editProfile } from './edit-profile.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { inviteToSocialLogin } from './invite-to-social-login.ts'
import { listProfiles } from './list-profiles.ts'
import { listProviders } from './list-providers.ts'
import { readMetadata } from './read-metadata.ts'
import { receiveAssertion } from './receive-assertion.ts'
import { signInByDirectory } from './sign-in-by-directory.ts'
import { startSignIn } from './start-sign-in.ts'
import { stepPage } from './step-page.ts'
import { testProfile } from './test-profile.ts'

/** Signing in through others, social logins, and the profiles of both (features N3, B11). */
export function ssoRoutes({ csrfKey, entrance, ...door }: Desk & MailDoor & { entrance: string }): Routes {
  const tries = unknownNames()
  return mount => {
    mount(contract.listSignInProviders, ctx => listProviders(ctx))
    mount(contract.startSignIn, (ctx, { params, body }, exchange) =>
      startSignIn(ctx, { ...params, ...body }, exchange),
    )
    mount(contract.finishSignIn, async (ctx, { params, query }, exchange) => {
      const finish = await finishSignIn(ctx, { ...params, query }, exchange)
      if ('page' in finish) return finish.page
      const { userId, next } = finish
      const answer = await receive(ctx, { userId, proof: 'provider' }, { exchange, csrfKey })
      return 'ticket' in answer ? stepPage(answer, next) : next
    })
    mount(contract.receiveAssertion, (ctx, { params, body }, { origin }) =>
      receiveAssertion(ctx, { ...params, response: body.SAMLResponse, state: body.RelayState, origin }),
    )
    mount(contract.readServiceProvider, async (ctx, { params }, { origin }) => ({
      fileName: `${params.code}.xml`,
      contentType: 'application/samlmetadata+xml',
      stream: Readable.from([await readMetadata(ctx, params.code, origin)]),
    }))
    mount(contract.signInByDirectory, async (ctx, { params, body }, exchange) => {
      const userId = await signInByDirectory(ctx, { ...params, ...body }, tries)
      return receive(ctx, { userId, proof: 'provider' }, { exchange, csrfKey })
    })
    mount(contract.listSignInProfiles, (ctx, _request, { origin }) => listProfiles(ctx, origin))
    mount(contract.createSignInProfile, (ctx, { body }, { origin }) => createProfile(ctx, body, origin))
    mount(contract.editSignInProfile, (ctx, { params, body }, { origin }) =>
      editProfile(ctx, { ...params, ...body }, origin),
    )
    mount(contract.deleteSignInProfile, async (ctx, { params }) => {
      await deleteProfile(ctx, params.profileId)
      return undefined
    })
    mount(contract.testSignInProfile, (ctx, { params }, { origin }) =>
      testProfile(ctx, { ...params, origin }),
    )
    mount(contract.inviteToSocialLogin, (ctx, { params }) =>
      inviteToSocialLogin(ctx, door, { ...params, entrance }),
    )
  }
}
