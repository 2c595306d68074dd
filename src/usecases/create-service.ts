import type { UseCaseContext } from '../context.ts'
import type { Service } from '../domain/agenda.ts'
import { may } from '../domain/roles.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { findService, insertService } from '../storage/services.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'

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
  if (!may(actor.role, 'services')) return { ok: false, reason: 'forbidden' }
  const name = input.name.trim()
  const field = findInvalid({ ...input, name })
  if (field) return { ok: false, reason: 'invalid', field }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'service.create', redeliveryWindow(now))
    const earlier = repeated && (await findService(tx, repeated.entityId))
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

/** The limits of a service's fields: name 3–100 characters, 5–720 minutes, no negative price. */
function findInvalid(input: CreateServiceInput): 'name' | 'duration' | 'price' | undefined {
  const { length } = Array.from(input.name)
  if (length < 3 || length > 100) return 'name'
  if (!Number.isInteger(input.durationMin) || input.durationMin < 5 || input.durationMin > 720)
    return 'duration'
  if (input.priceMinor !== null && !(Number.isSafeInteger(input.priceMinor) && input.priceMinor >= 0)) {
    return 'price'
  }
  return undefined
}
