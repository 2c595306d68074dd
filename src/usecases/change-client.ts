import type { UseCaseContext } from '../context.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockClient, type ClientContact } from '../storage/client-cards.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { requireClientCard, type ClientCard } from './client-card.ts'
import { isPermitted } from './permission.ts'

export type ClientRefusal =
  | { readonly ok: false; readonly reason: 'forbidden' }
  | { readonly ok: false; readonly reason: 'client_gone' }

interface ClientChange<Refusal> {
  /** Of the audit log. */
  readonly action: string
  /** Names of the columns: what is in them is the client's own. */
  readonly changed: readonly string[]
  /** What has to be locked before the client. */
  readonly lockFirst?: (tx: Transaction) => Promise<void>
  /** `unchanged`: there was nothing to do. */
  readonly make: (
    tx: Transaction,
    client: ClientContact,
    now: Date,
  ) => Promise<'done' | 'unchanged' | Refusal>
  /** What follows from the change, with the entry that tells of it. */
  readonly then?: (tx: Transaction, entry: number) => Promise<void>
}

/** What admins do to one client: locked, once for each update, with an entry that names fields and no values. */
export async function changeClient<Refusal extends string>(
  ctx: UseCaseContext,
  actor: Actor,
  clientId: number,
  { action, changed, lockFirst, make, then }: ClientChange<Refusal>,
): Promise<
  | { readonly ok: true; readonly card: ClientCard }
  | ClientRefusal
  | { readonly ok: false; readonly reason: Refusal; readonly card: ClientCard }
> {
  if (!isPermitted(actor, 'clients')) return { ok: false, reason: 'forbidden' }
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockFirst?.(tx)
    const client = await lockClient(tx, clientId)
    if (!client) return { ok: false, reason: 'client_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))
    const made = repeated ? 'unchanged' : await make(tx, client, now)
    if (made === 'done') {
      const entry = await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action,
        entity: 'user',
        entityId: clientId,
        before: null,
        after: { changed },
      })
      await then?.(tx, entry)
    }
    const card = await requireClientCard(ctx, tx, actor, clientId)
    return made === 'done' || made === 'unchanged' ? { ok: true, card } : { ok: false, reason: made, card }
  })
}
