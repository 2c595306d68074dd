import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { openSalon, type Salon } from '../support/salon.ts'
import { lockTable, type TableLock } from '../support/table-lock.ts'
import { until } from '../support/until.ts'
import { bookingDialog, timeOf } from './dialogs.ts'
import { expectOneVisitEach } from './outcomes.ts'
import { countReminders, delivered } from './reminders.ts'
import { admitVisitor, goOn, isAnswered, takeStep, takeStepsAtOnce, type Visitor } from './visitors.ts'

const tables = ['bookings', 'users', 'audit_log', 'tasks']

describe.each(backendKinds)('connections to PostgreSQL end, with the queue on %s, and', (backend) => {
  // The queue hears of a change after its commit, so where it lives plays no part while somebody is about to write.
  const locked = backend === 'postgresql' ? tables : tables.slice(0, 1)
  let salon: Salon
  let bystander: Person
  const everybody: Visitor[] = []
  /** One who is about to take each step: whoever comes first is about to book. */
  let visitors: Visitor[]
  let lock: TableLock | undefined

  beforeAll(async () => {
    salon = await openSalon({ backend, specialists: ['Мария', 'Ольга'], env: { PG_POOL_MAX: '10' } })
    bystander = salon.person('Борис')
    await bystander.sends('/start')
  })

  beforeEach(async () => {
    visitors = bookingDialog(0).map((_, index, { length }) => {
      const number = everybody.length + index
      return { ...admitVisitor(salon.telegram, number, bookingDialog(number)), wanted: length - 1 - index }
    })
    everybody.push(...visitors)
    await goOn(salon.telegram, visitors)
  })

  afterEach(async () => {
    await lock?.release()
    expect(salon.telegram.schemaViolations).toEqual([])
  })

  afterAll(async () => {
    await salon.close()
  })

  // First, since what is due before the alarm would ring as well.
  test('an alarm rings afterwards by itself', async () => {
    await endConnections(salon)
    const first = visitors[0]!
    do {
      salon.clock.moveTo(new Date(timeOf(first.number).startsAt.getTime() - 24 * 3_600_000 - 4000))
      first.taken = first.steps.length - 1
      takeStep(first)
      await salon.telegram.idle()
    } while (!isAnswered(first))
    await until(() => countReminders(first.person) > 0)
    await delivered(salon)
    expect(countReminders(first.person)).toBe(1)
    await everybodyGoesOn()
  })

  test.each(locked)('whoever was about to write in %s gets an answer, and goes on', async (table) => {
    lock = await lockTable(salon.database, table)
    takeStepsAtOnce(bystander, visitors)
    const countAnswered = () => visitors.filter(isAnswered).length
    await until(async () => countAnswered() + (await lock!.countWaiting()) === visitors.length)
    expect(countAnswered()).toBeLessThan(visitors.length)
    await endConnections(salon)
    await lock.release()
    await salon.telegram.idle()
    expectLastWordOfBot()

    await tryAgain()
    await expectOneVisitEach(salon, everybody)
  })

  test('again and again while people are busy, all of them go on in the end', async () => {
    for (const visitor of visitors) visitor.wanted = visitor.steps.length
    for (let round = 0; round < 5; round++) {
      for (const visitor of visitors) if (visitor.taken < visitor.wanted) takeStep(visitor)
      await endConnections(salon)
      await salon.telegram.idle()
      expectLastWordOfBot()
      for (const visitor of visitors) if (!isAnswered(visitor)) visitor.taken--
    }
    await tryAgain()
    await expectOneVisitEach(salon, everybody)
  })

  async function everybodyGoesOn(): Promise<void> {
    for (const visitor of visitors) visitor.wanted = visitor.steps.length
    await goOn(salon.telegram, visitors)
  }

  async function tryAgain(): Promise<void> {
    for (const visitor of visitors) if (!isAnswered(visitor)) visitor.taken--
    await everybodyGoesOn()
  }

  function expectLastWordOfBot(): void {
    for (const { person, taken } of visitors) {
      if (taken > 0) expect(person.screen().messages.at(-1)?.from).toBe('bot')
    }
  }
})

/**
 * All connections of the program, at work or idle. Returns when their servers have ended and the program has been told: it
 * hears before an answer that was asked for later.
 */
async function endConnections({ database }: Salon): Promise<void> {
  await administer(
    database.url,
    `select pg_terminate_backend(pid, 20000) from pg_stat_activity
      where datname = current_database() and application_name <> 'booking-test'`,
  )
  await administer(database.url, 'select 1')
}

async function administer(connectionString: string, statement: string): Promise<void> {
  const administrator = new pg.Client({ connectionString, application_name: 'booking-test' })
  await administrator.connect()
  await administrator.query(statement)
  await administrator.end()
}
