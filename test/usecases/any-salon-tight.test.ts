import { test } from '@jest/globals'
import { expectSalonsToKeepTheirWord, minutesForManySalons } from './any-salon.ts'

test(
  'in 250 random salons that count starts from free time each offered start can be booked, no other can, and the calendar agrees',
  () => expectSalonsToKeepTheirWord('tight', 250),
  minutesForManySalons * 60_000,
)
