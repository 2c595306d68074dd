import type { UseCaseContext } from '../context.ts'
import { mayArrive } from '../domain/booking-status.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markArrival } from '../storage/booking-status.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { changeAsStaff, type StaffChangeResult } from './change-as-staff.ts'
import type { RequestInput } from './lock-request.ts'

export interface RecordArrivalInput extends RequestInput {
  /** False takes it back. */
  readonly arrived: boolean
}

/** The client is here. The visit stays active until its time is over, so nobody gets a place in which somebody sits. */
export async function recordArrival(
  ctx: UseCaseContext,
  actor: Actor,
  input: RecordArrivalInput,
): Promise<StaffChangeResult> {
  const { arrived } = input
  return await changeAsStaff(ctx, actor, input, {
    action: 'booking.arrive',
    isPossible: (visit, now) => (arrived ? mayArrive(visit, now) : visit.status === 'confirmed'),
    make: async (tx, visit, now) => {
      const was = visit.arrivedAt !== null
      if (was === arrived) return
      await markArrival(tx, visit, arrived, now)
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'booking.arrive',
        entity: 'booking',
        entityId: visit.id,
        before: { arrived: was },
        after: { arrived },
      })
    },
  })
}
