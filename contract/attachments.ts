import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'
import { Element } from './users.ts'

/** The largest files, in bytes. */
export const attachmentBytes = 10_000_000
export const pictureBytes = 2_000_000

/** Multipart: file, and the text fields `note` and `owner`. Later changes and the removal are edits of the record. */
export const addAttachment = endpoint({
  method: 'POST',
  path: '/api/users/:userId/attachments',
  permission: 'users.edit',
  isOwned: true,
  summary: 'Attach a file to a user',
  params: closed({ userId: Id }),
  upload: true,
  response: Element,
})

export const downloadAttachment = endpoint({
  method: 'GET',
  path: '/api/users/:userId/attachments/:elementId',
  permission: 'users.view',
  isOwned: true,
  summary: 'Download a file that is attached to a user',
  params: closed({ userId: Id, elementId: Type.String({ maxLength: 40 }) }),
  download: true,
})

/** Uploaded, or of the institution's photo server. `version` only tells the browser a new picture from the old one. */
export const readPicture = endpoint({
  method: 'GET',
  path: '/api/users/:userId/picture',
  permission: 'users.view',
  summary: 'Picture of a user',
  params: closed({ userId: Id }),
  query: closed({ version: Type.Optional(Type.String({ maxLength: 50 })) }),
  download: true,
})

/** Multipart: file, a PNG, JPEG or WebP. */
export const setPicture = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/picture',
  permission: 'users.edit',
  summary: 'Upload the picture of a user',
  params: closed({ userId: Id }),
  upload: true,
  response: Element,
})

export const removePicture = endpoint({
  method: 'DELETE',
  path: '/api/users/:userId/picture',
  permission: 'users.edit',
  summary: 'Remove the uploaded picture of a user',
  params: closed({ userId: Id }),
})
