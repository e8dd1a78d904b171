import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM: nonce, ciphertext, tag. `context` binds the text to its place, so that entries cannot be swapped. */
export function seal(key: Buffer, text: Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

/** The text of `seal`; throws if key, context or any byte is not the same. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes)).setAAD(
    Buffer.from(context),
  )
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
}

/** A JSON text, deflated and sealed. */
export const sealJson = (key: Buffer, json: string, context: string): Buffer =>
  seal(key, deflateRawSync(json, { level: 1 }), context)

/** The JSON text of `sealJson`. */
export const unsealJson = (key: Buffer, sealed: Buffer, context: string): string =>
  inflateRawSync(unseal(key, sealed, context)).toString('utf8')
