import type { UseCaseContext } from '../context.ts'
import type { ExportKind } from '../domain/exports.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { mayExport } from './permission.ts'

export type BeginExportResult =
  | { readonly ok: true; readonly zone: string; readonly currency: string; readonly at: Date }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Notes that somebody takes data out of the bot; its rows are read page by page after that. */
export async function beginExport(
  ctx: UseCaseContext,
  actor: Actor,
  { what }: { readonly what: ExportKind },
): Promise<BeginExportResult> {
  if (!mayExport(actor, what)) return { ok: false, reason: 'forbidden' }
  const at = ctx.clock.now()
  return await ctx.db.transaction(async (tx) => {
    const { timeZone: zone, currency } = await loadSettings(ctx, tx)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'export.create', redeliveryWindow(at))
    if (!repeated) {
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at,
        action: 'export.create',
        entity: 'export',
        entityId: null,
        before: null,
        after: { what },
      })
    }
    return { ok: true, zone, currency, at }
  })
}
