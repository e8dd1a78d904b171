import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import { readAlmaWords, readForAlma } from '../alma-user/read-alma-user.ts'
import { toAlmaJson } from '../alma-user/to-alma-json.ts'
import { toAlmaXml } from '../alma-user/to-alma-xml.ts'
import type { Context } from '../context.ts'
import { splitPath } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'

/** The users of one record type that a task of the zone sends. */
export type Distributed = { taskId: number; recordType: RecordType }

/** What stays at home (facts §10.1), besides what a feed cannot tell at all. */
const keptHome: ReadonlySet<string> = new Set(['role', 'proxy', 'statistic'])

const usersAtOnce = 500

/**
 * The users that a task of the zone sends, as they are now, in the pieces of an XML feed; memory stays flat. `ctx` is in
 * the zone; nothing is checked.
 */
export async function* distributedUsers(
  ctx: Context,
  { taskId, recordType }: Distributed,
): AsyncGenerator<Buffer> {
  const words = await readAlmaWords(ctx)
  yield Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<users>\n')
  for (let after = 0; ; ) {
    const { rows } = await sql<{ user_id: number; position: number }>`select u.user_id, o.position
      from task_outcome o
      join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
      where o.institution_id = ${ctx.institution.institutionId} and o.task_id = ${taskId} and o.result = 'done'
        and o.position > ${after} and u.record_type = ${recordType}
      order by o.position limit ${usersAtOnce}`.execute(ctx.db)
    const people = await readForAlma(
      ctx,
      rows.map(row => row.user_id),
    )
    const elements = [...people.values()].map(({ document, people: others }) =>
      withoutDeclaration(toAlmaXml('user', toAlmaJson(shared(document), { ...words, people: others }))),
    )
    yield Buffer.from(elements.join(''))
    if (rows.length < usersAtOnce) break
    after = rows.at(-1)!.position
  }
  yield Buffer.from('</users>\n')
}

function shared(document: RecordDocument): RecordDocument {
  return Object.fromEntries(Object.entries(document).filter(([path]) => !keptHome.has(splitPath(path).kind)))
}

const withoutDeclaration = (xml: string): string => xml.slice(xml.indexOf('\n') + 1)
