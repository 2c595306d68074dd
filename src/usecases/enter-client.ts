import type { UseCaseContext } from '../context.ts'
import { parsePhone } from '../domain/phone.ts'
import { readGuestName } from '../domain/visit-notes.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { findClientByPhone, insertWalkIn, lockPhone } from '../storage/served-clients.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { findServedClient } from './find-served-client.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'

export interface EnterClientInput {
  readonly name: string
  /** As typed; null: not known. */
  readonly phone: string | null
}

export type EnterClientResult =
  /** `known`: somebody with this phone was there already, and nobody is entered twice. */
  | {
      readonly ok: true
      readonly client: { readonly id: number; readonly name: string }
      readonly known: boolean
    }
  | { readonly ok: false; readonly reason: 'forbidden' }
  | { readonly ok: false; readonly reason: 'invalid'; readonly field: 'name' | 'phone' }

/** Enters a client who came or called; from then on whoever did may book for them. */
export async function enterClient(
  ctx: UseCaseContext,
  actor: Actor,
  input: EnterClientInput,
): Promise<EnterClientResult> {
  if (reachOf(actor, 'bookings') === null) return { ok: false, reason: 'forbidden' }
  const name = readGuestName(input.name)
  if (name === null) return { ok: false, reason: 'invalid', field: 'name' }
  return await ctx.db.transaction(async (tx) => {
    const { country } = await loadSettings(ctx, tx)
    const phone = input.phone === null ? null : parsePhone(input.phone, country)
    if (input.phone !== null && phone === null) return { ok: false, reason: 'invalid', field: 'phone' }
    const now = ctx.clock.now()
    if (phone !== null) await lockPhone(tx, phone)
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'user.enter', redeliveryWindow(now))
    // Somebody whom others know is called as they were entered.
    const present = async (id: number) => ({
      id,
      name: (await findServedClient(tx, actor, id))?.name ?? name,
    })
    if (repeated) {
      const client = await present(repeated.entityId)
      return { ok: true, client, known: repeated.after?.['known'] === true }
    }
    const known = phone === null ? undefined : await findClientByPhone(tx, phone)
    const id = known ?? (await insertWalkIn(tx, { name, phone, at: now }))
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'user.enter',
      entity: 'user',
      entityId: id,
      before: null,
      after:
        known === undefined ? { changed: phone === null ? ['name'] : ['name', 'phone'] } : { known: true },
    })
    return { ok: true, client: await present(id), known: known !== undefined }
  })
}
