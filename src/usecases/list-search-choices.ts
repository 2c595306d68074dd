import type { UseCaseContext } from '../context.ts'
import { listServiceNames, listSpecialistNames, type Choice } from '../storage/booking-search.ts'
import type { Actor } from './actor.ts'
import { reachOf } from './permission.ts'

export type SearchChoices =
  | { readonly ok: true; readonly choices: readonly Choice[] }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** What bookings can be looked for by, past services and specialists included; a specialist looks among their own. */
export async function listSearchChoices(
  ctx: UseCaseContext,
  actor: Actor,
  { what }: { readonly what: 'service' | 'staff' },
): Promise<SearchChoices> {
  const reach = reachOf(actor, 'bookings')
  if (!reach || (what === 'staff' && reach !== 'everybody')) return { ok: false, reason: 'forbidden' }
  return { ok: true, choices: await (what === 'service' ? listServiceNames : listSpecialistNames)(ctx.db) }
}
