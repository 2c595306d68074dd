import { test } from '@jest/globals'
import { expectSalonsToKeepTheirWord, minutesForManySalons } from './any-salon.ts'

test(
  'in 200 random salons that count starts from the opening each offered start can be booked, no other can, and the calendar agrees',
  () => expectSalonsToKeepTheirWord('grid', 200),
  minutesForManySalons * 60_000,
)
