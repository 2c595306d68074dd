import type { LocalDate } from '../../../src/domain/local-time.ts'
import type { Task } from '../../../src/domain/task.ts'
import { acceptOffer } from '../../../src/usecases/accept-offer.ts'
import { joinWaitingList } from '../../../src/usecases/join-waiting-list.ts'
import { leaveWaitingList } from '../../../src/usecases/leave-waiting-list.ts'
import { refuseOffer } from '../../../src/usecases/refuse-offer.ts'
import { viewWaiting } from '../../../src/usecases/view-waiting.ts'
import { withdrawOffer } from '../../../src/usecases/withdraw-offer.ts'
import type { Stock } from '../../support/stock.ts'
import { bySystem, useCase } from '../../support/use-case-row.ts'

/** Nobody is free on Friday. */
const blockFriday = async ({ db, ctx }: Stock) =>
  await db.query(
    `insert into blocked_slots (during, created_at)
     values ('[2026-03-05T21:00Z,2026-03-06T21:00Z)', $1)`,
    [ctx.clock.now()],
  )

/** The client waits for Friday. */
async function entry({ db, client, serviceId }: Stock): Promise<{ entryId: number }> {
  const payload = { service: serviceId, staff: null, from: '2026-03-06', to: '2026-03-06' }
  const [row] = await db.query<{ id: number }>(
    `insert into tasks (kind, dedup_key, due_at, status, user_id, payload)
     values ('waitlist', $1, '2026-03-06T21:00Z', 'waiting', $2, $3) returning id`,
    [`wait:${client.userId}:u:1`, client.userId, payload],
  )
  return { entryId: row!.id }
}

/** The client's request was a place that is offered to them. */
async function offer({ db, requestId }: Stock): Promise<{ bookingId: number }> {
  await db.query(`update bookings set pending_for = 'offer', source = 'waitlist' where id = $1`, [requestId])
  return { bookingId: requestId }
}

export const rows = [
  useCase(joinWaitingList, {
    who: 'anyone',
    given: blockFriday,
    input: ({ serviceId }) => ({
      serviceId,
      staffId: null,
      full: 'day' as const,
      date: '2026-03-06' as LocalDate,
      range: 'day' as const,
    }),
  }),
  useCase(viewWaiting, { who: 'client', input: entry }),
  useCase(leaveWaitingList, { who: 'client', input: entry }),
  useCase(acceptOffer, { who: 'client', input: offer }),
  useCase(refuseOffer, { who: 'client', input: offer }),
  bySystem(withdrawOffer, (ctx, { requestId }) => withdrawOffer(ctx, { bookingId: requestId } as Task), {
    given: offer,
  }),
]
