import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'

const marker = '/* prepared */ '

/**
 * Marks a statement that is sent so often that planning it anew would be most of the work: a connection keeps it, with its
 * plan. Only for texts that are the same each time; everything that differs must be a parameter.
 */
export const prepared: RawBuilder<unknown> = sql.raw(marker)

const names = new Map<string, string>()

/** The same name for the same text; there are as many as statements are marked. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return name
}

/** A client that sends marked statements under a name. */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: it stands in for the many forms of the driver's own method
  override query(...given: any[]): any {
    const [text, values, ...more] = given
    const isMarked = typeof text === 'string' && text.trimStart().startsWith(marker)
    const send = super.query as (...all: unknown[]) => unknown
    if (!isMarked) return send.apply(this, given)
    return send.apply(this, [{ name: nameOf(text), text, values }, ...more])
  }
}
