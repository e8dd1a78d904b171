import { type Static, type TSchema, Type } from 'typebox'

/** A keyset page: `next` is given back as `after`; absent on the last page. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Optional(Type.String()) })
}

export const PageQuery = {
  after: Type.Optional(Type.String({ maxLength: 600 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
}

export type Page<T> = { items: T[]; next?: string }

/** A closed object: unknown keys are refused, so a misspelt field is an error and not a silent loss. */
export function closed<T extends Record<string, TSchema>>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export type IsoDate = Static<typeof IsoDate>
