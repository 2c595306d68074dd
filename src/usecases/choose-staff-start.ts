import type { UseCaseContext } from '../context.ts'
import { overlapsOwnVisit } from '../domain/booking-rules.ts'
import { checkStaffStart, type StaffStart } from '../domain/staff-start.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Connection } from '../storage/database.ts'
import type { ServedClient } from './find-served-client.ts'
import type { LoadedTarget } from './visit-target.ts'

export interface ServedTarget extends Omit<Extract<LoadedTarget, { ok: true }>, 'client'> {
  readonly client: ServedClient
}

/** How staff would book or move a visit to a start, and what is unusual about it: the same before and while it is done. */
export async function chooseStaffStart(
  ctx: UseCaseContext,
  db: Connection,
  { forClients, options, moving, client }: ServedTarget,
  startsAt: Date,
): Promise<StaffStart> {
  const now = ctx.clock.now()
  const start = checkStaffStart(forClients, startsAt, now, {
    ...options,
    ...(moving && options.staffId === null && { present: moving.parts }),
  })
  if (!start.ok) return start
  const own = await listActiveBookings(db, client.id, now)
  const { startsAt: from, endsAt: end } = start.plan
  const whose = { guestName: moving?.guestName ?? null, ignoreVisitId: options.ignoreVisitId ?? null }
  return overlapsOwnVisit(own, { start: from, end }, whose)
    ? { ...start, unusual: [...start.unusual, 'client_busy'] }
    : start
}
