import * as contract from '../../contract/assignment.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { deleteRoleProfile, listRoleProfiles, saveRoleProfile } from './role-profiles.ts'
import { createRule, deleteRule, editRule, listRules, orderRules } from './rules.ts'
import { deleteTerms, listTerms, saveTerms } from './terms.ts'
import { planRolesTask } from './update-roles.ts'

/** What new users get: role profiles, terms of use, and the rules that choose them (features K3, M3). */
export function assignmentRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(contract.listRoleProfiles, async ctx => ({ items: await listRoleProfiles(ctx) }))
    mount(contract.createRoleProfile, (ctx, { body }) => saveRoleProfile(ctx, { ...body, isNew: true }))
    mount(contract.editRoleProfile, (ctx, { params, body }) =>
      saveRoleProfile(ctx, { ...params, ...body, isNew: false }),
    )
    mount(contract.deleteRoleProfile, async (ctx, { params }) => {
      await deleteRoleProfile(ctx, params.code)
      return undefined
    })
    mount(contract.listTerms, async ctx => ({ items: await listTerms(ctx) }))
    mount(contract.createTerms, (ctx, { body }) => saveTerms(ctx, { ...body, isNew: true }))
    mount(contract.editTerms, (ctx, { params, body }) => saveTerms(ctx, { ...params, ...body, isNew: false }))
    mount(contract.deleteTerms, async (ctx, { params }) => {
      await deleteTerms(ctx, params.code)
      return undefined
    })
    mount(contract.listRules, async (ctx, { params }) => ({ items: await listRules(ctx, params.kind) }))
    mount(contract.createRule, (ctx, { params, body }) => createRule(ctx, params.kind, body))
    mount(contract.orderRules, async (ctx, { params, body }) => ({
      items: await orderRules(ctx, { ...params, ...body }),
    }))
    mount(contract.editRule, (ctx, { params, body }) => editRule(ctx, { ...params, ...body }))
    mount(contract.deleteRule, async (ctx, { params }) => {
      await deleteRule(ctx, params)
      return undefined
    })
    mount(contract.planRoles, async (ctx, { body }) => wakeAndRead(ctx, door, await planRolesTask(ctx, body)))
  }
}
