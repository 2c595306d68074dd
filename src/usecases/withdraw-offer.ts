import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import { systemActor } from './audit.ts'
import { lockAnybodysBooking } from './lock-anybodys-booking.ts'
import { releaseOffer } from './release-offer.ts'

/** The offer did not reach whom it was for: nobody waits half an hour for their answer, the next one is asked. */
export async function withdrawOffer(ctx: UseCaseContext, { bookingId }: Task): Promise<void> {
  if (bookingId == null) return
  await ctx.db.transaction(async (tx) => {
    const booking = await lockAnybodysBooking(tx, bookingId)
    if (booking?.pendingFor !== 'offer' || booking.status !== 'pending') return
    await releaseOffer(ctx, tx, { booking, action: 'waitlist.withdraw', by: systemActor })
  })
}
