import type { UseCaseContext } from '../context.ts'
import { isTimeTaken } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'

/** Each further look means that somebody else was faster once more. */
const mostLooks = 4

/**
 * Runs a transaction that gives time to visits that exist. Losing a race for it loses the transaction, and whoever lost
 * looks again: a group may have another seat. `slot_taken`: somebody else has the time, in every look.
 */
export async function takeTime<Result>(
  db: UseCaseContext['db'],
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result | 'slot_taken'> {
  for (let look = 1; look <= mostLooks; look++) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (!isTimeTaken(error)) throw error
    }
  }
  return 'slot_taken'
}
