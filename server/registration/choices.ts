import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { recordSettings } from '../institutions/settings-history.ts'

/** What rules choose among: each has a code, a name and its own content. */
export type ChoiceTable = 'role_profile' | 'registration_terms'
export type Choice<Content> = { code: string; name: string } & Content

type Row<Content> = { code: string; name: string; content: Content }

const wire = <Content>({ code, name, content }: Row<Content>): Choice<Content> => ({ code, name, ...content })

export async function listChoices<Content>(ctx: Context, table: ChoiceTable): Promise<Choice<Content>[]> {
  const { rows } = await sql<Row<Content>>`select code, name, content from ${sql.table(table)}
    where institution_id = ${ctx.institution.institutionId} order by lower(name), code`.execute(ctx.db)
  return rows.map(wire)
}

/** The choice with that code; `not_found` if there is none. */
export async function readChoice<Content>(
  ctx: Context,
  table: ChoiceTable,
  code: string,
): Promise<Choice<Content>> {
  const { rows } = await sql<Row<Content>>`select code, name, content from ${sql.table(table)}
    where institution_id = ${ctx.institution.institutionId} and code = ${code}`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: table, id: code })
  return wire(rows[0])
}

/** Adds the choice, or with `isNew` false replaces it. A taken code is refused by the key of the table. */
export function saveChoice<Content>(
  ctx: Context,
  table: ChoiceTable,
  { isNew, ...choice }: Choice<Content> & { isNew: boolean },
): Promise<Choice<Content>> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { institutionId } = ctx.institution
    const old = isNew ? undefined : await readChoice<Content>(inner, table, choice.code)
    const { code, name, ...content } = choice
    const values = JSON.stringify(content)
    await (isNew
      ? sql`insert into ${sql.table(table)} (institution_id, code, name, content)
          values (${institutionId}, ${code}, ${name}, ${values}::jsonb)`
      : sql`update ${sql.table(table)} set name = ${name}, content = ${values}::jsonb
          where institution_id = ${institutionId} and code = ${code}`
    ).execute(db)
    const saved = await readChoice<Content>(inner, table, code)
    await recordSettings(inner, [{ key: `${table}.${code}`, old, new: saved }])
    return saved
  })
}

/** Deletes the choice unless something needs it: a rule, or what `usersOf` counts. */
export async function deleteChoice(
  ctx: Context,
  table: ChoiceTable,
  { code, usersOf }: { code: string; usersOf?: (ctx: Context) => Promise<number> },
): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { institutionId } = ctx.institution
    const old = await readChoice(inner, table, code)
    const kind = table === 'role_profile' ? 'roles' : 'registration'
    const { rows } = await sql<{ name: string }>`select name from assignment_rule
      where institution_id = ${institutionId} and kind = ${kind} and ${code} = any (chosen)
      order by position for update`.execute(db)
    const users = (await usersOf?.(inner)) ?? 0
    if (rows.length + users > 0) throw appError('in_use', { rules: rows.map(row => row.name), users })
    await sql`delete from ${sql.table(table)} where institution_id = ${institutionId} and code = ${code}`.execute(
      db,
    )
    await recordSettings(inner, [{ key: `${table}.${code}`, old, new: undefined }])
  })
}
