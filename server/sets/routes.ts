import * as contract from '../../contract/sets.ts'
import type { Routes } from '../http/mount.ts'
import { saveUpload } from '../http/upload.ts'
import { addToSet } from './add-to-set.ts'
import { combineSets, previewCombination } from './combine-sets.ts'
import { createSet } from './create-set.ts'
import { deleteSet } from './delete-set.ts'
import { downloadUnmatched } from './download-unmatched.ts'
import { listSets, readSet } from './read-set.ts'
import { createSetFromFile } from './set-from-file.ts'

/** Sets of users (features O). Uploads wait in `uploadFolder` until they are read. */
export function setRoutes({ uploadFolder }: { uploadFolder: string }): Routes {
  return mount => {
    mount(contract.listSets, (ctx, { query }) => listSets(ctx, query))
    mount(contract.readSet, (ctx, { params }) => readSet(ctx, params.setId))
    mount(contract.createSet, (ctx, { body }) => createSet(ctx, body))
    mount(contract.createSetFromFile, async (ctx, { parts }) => {
      const { path, fileName, fields } = await saveUpload(parts, uploadFolder)
      return createSetFromFile(ctx, {
        path,
        fileName,
        name: fields.get('name') ?? '',
        description: fields.get('description') ?? '',
        note: fields.get('note') ?? '',
        isPrivate: fields.get('isPrivate') !== 'false',
      })
    })
    mount(contract.combineSets, (ctx, { body }) => combineSets(ctx, body))
    mount(contract.previewCombination, (ctx, { query }) => previewCombination(ctx, query))
    mount(contract.addToSet, (ctx, { params, body }) => addToSet(ctx, { ...params, ...body }))
    mount(contract.deleteSet, async (ctx, { params }) => {
      await deleteSet(ctx, params.setId)
      return undefined
    })
    mount(contract.downloadUnmatched, (ctx, { params }) => downloadUnmatched(ctx, params.setId))
  }
}
