import type { Transaction } from './database.ts'

const key = `hashtextextended(current_schema() || '.calendar', 0)`

/** For a statement that takes further locks after this one. */
export const sharedCalendar = `pg_advisory_xact_lock_shared(${key})`

/**
 * Whoever looks for free starts to book or move a visit, or plans its tasks, holds this lock together with others who do
 * (`shared`); whoever takes time out of working hours, or plans all reminders anew, holds it alone (`exclusive`). So a visit
 * is either seen by whoever closes its time, or its client sees that the time is closed. It comes after the locks of people
 * and of bookings, before a booking is written, and before the lock of the waiting list.
 */
export async function lockCalendar(tx: Transaction, how: 'shared' | 'exclusive'): Promise<void> {
  await tx.query(`select ${how === 'shared' ? sharedCalendar : `pg_advisory_xact_lock(${key})`}`)
}
