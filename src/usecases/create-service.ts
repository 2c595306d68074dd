import type { UseCaseContext } from '../context.ts'
import type { Service } from '../domain/agenda.ts'
import { isAllowed } from '../domain/service-fields.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { insertService, listServices } from '../storage/services.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'

export interface CreateServiceInput {
  readonly name: string
  /** Minutes. */
  readonly durationMin: number
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
}

export type CreateServiceResult =
  | { readonly ok: true; readonly service: Service }
  | { readonly ok: false; readonly reason: 'forbidden' }
  | { readonly ok: false; readonly reason: 'invalid'; readonly field: 'name' | 'duration' | 'price' }

/** Adds a service that clients can book at once. */
export async function createService(
  ctx: UseCaseContext,
  actor: Actor,
  input: CreateServiceInput,
): Promise<CreateServiceResult> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }
  const name = input.name.trim()
  const field = findInvalid({ ...input, name })
  if (field) return { ok: false, reason: 'invalid', field }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    // The same update in two processes at once: the second waits, and then finds what the first did.
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'service.create', redeliveryWindow(now))
    const [earlier] = repeated ? await listServices(tx, [repeated.entityId]) : []
    if (earlier) return { ok: true, service: earlier }

    const service = await insertService(tx, { ...input, name })
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'service.create',
      entity: 'service',
      entityId: service.id,
      before: null,
      after: { name, duration_min: service.durationMin, price_minor: service.priceMinor },
    })
    return { ok: true, service }
  })
}

function findInvalid(input: CreateServiceInput): 'name' | 'duration' | 'price' | undefined {
  if (!isAllowed({ field: 'name', value: input.name })) return 'name'
  if (!isAllowed({ field: 'durationMin', value: input.durationMin })) return 'duration'
  return isAllowed({ field: 'priceMinor', value: input.priceMinor }) ? undefined : 'price'
}
