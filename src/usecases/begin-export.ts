import type { UseCaseContext } from '../context.ts'
import type { ExportKind } from '../domain/exports.ts'
import { findEntryOfOrigin, insertAuditEntry, isNotedSince } from '../storage/audit-log.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { mayExport } from './permission.ts'

export type BeginExportResult =
  | { readonly ok: true; readonly zone: string; readonly currency: string; readonly at: Date }
  /** `asked_already`: by an earlier tap on the same message, which loses its buttons at the first. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'asked_already' }

/**
 * Notes that somebody takes data out of the bot; its rows are read page by page after that. `messageId`: of the message whose
 * button was tapped, which stands for the export in the log.
 */
export async function beginExport(
  ctx: UseCaseContext,
  actor: Actor,
  { what, messageId }: { readonly what: ExportKind; readonly messageId: number },
): Promise<BeginExportResult> {
  if (!mayExport(actor, what)) return { ok: false, reason: 'forbidden' }
  const at = ctx.clock.now()
  return await ctx.db.transaction(async (tx) => {
    const { timeZone: zone, currency } = await loadSettings(ctx, tx)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'export.create', redeliveryWindow(at))
    if (!repeated) {
      const asked = { ...auditActor(actor), entity: 'export', entityId: messageId, after: { what } }
      if (await isNotedSince(tx, asked, redeliveryWindow(at))) return { ok: false, reason: 'asked_already' }
      await insertAuditEntry(tx, {
        ...asked,
        at,
        action: 'export.create',
        before: null,
      })
    }
    return { ok: true, zone, currency, at }
  })
}
