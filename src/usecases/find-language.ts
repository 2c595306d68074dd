import type { UseCaseContext } from '../context.ts'
import type { Locale } from '../domain/roles.ts'
import { findPerson } from '../storage/users.ts'

/** The language that the bot speaks to a person. Null: it does not know them, or they have none. */
export async function findLanguage(
  ctx: UseCaseContext,
  person: { readonly telegramId: number },
): Promise<Locale | null> {
  return (await findPerson(ctx.db, person.telegramId))?.locale ?? null
}
