import * as contract from '../../contract/attachments.ts'
import { holdUpload } from '../http/hold-upload.ts'
import type { Routes } from '../http/mount.ts'
import { addAttachment } from './add-attachment.ts'
import { downloadAttachment } from './download-attachment.ts'
import { readPicture, removePicture, setPicture } from './picture.ts'

/** Files and pictures of users (features H2, B7). */
export const attachmentRoutes: Routes = mount => {
  mount(contract.addAttachment, async (ctx, { params, parts }) =>
    addAttachment(ctx, { ...params, ...(await holdUpload(parts, contract.attachmentBytes)) }),
  )
  mount(contract.downloadAttachment, (ctx, { params }) => downloadAttachment(ctx, params))
  mount(contract.readPicture, (ctx, { params }) => readPicture(ctx, params.userId))
  mount(contract.setPicture, async (ctx, { params, parts }) => {
    const { content } = await holdUpload(parts, contract.pictureBytes)
    return setPicture(ctx, { ...params, content })
  })
  mount(contract.removePicture, (ctx, { params }) => removePicture(ctx, params.userId))
}
