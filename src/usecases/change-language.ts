import type { UseCaseContext } from '../context.ts'
import type { Locale } from '../domain/roles.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockPerson, updateLocale } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'

/** The person chose the language that the bot speaks to them. */
export async function changeLanguage(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly locale: Locale },
): Promise<void> {
  if (actor.locale === input.locale) return
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    if (await findEntryOfOrigin(tx, actor.origin, 'user.change_language', redeliveryWindow(now))) return
    await updateLocale(tx, actor.userId, input.locale)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'user.change_language',
      entity: 'user',
      entityId: actor.userId,
      before: { locale: actor.locale },
      after: { locale: input.locale },
    })
  })
}
