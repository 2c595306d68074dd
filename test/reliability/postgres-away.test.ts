import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
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

describe.each(backendKinds)('connections to PostgreSQL end, with the queue on %s, and', (backend) => {
  let salon: Salon
  let visitors: Visitor[]
  let bystander: Person
  let lock: TableLock | undefined

  beforeEach(async () => {
    salon = await openSalon({ backend, specialists: ['Мария', 'Ольга'], env: { PG_POOL_MAX: '10' } })
    bystander = salon.person('Борис')
    await bystander.sends('/start')
    visitors = bookingDialog(0).map((_, number) =>
      admitVisitor(salon.telegram, number, bookingDialog(number)),
    )
    for (const [step, visitor] of visitors.entries()) visitor.wanted = step
    await goOn(salon.telegram, visitors)
  })

  afterEach(async () => {
    await lock?.release()
    expect(salon.telegram.schemaViolations).toEqual([])
    await salon.close()
  })

  test.each(['users', 'bookings', 'audit_log', 'tasks'])(
    'whoever was about to write in %s gets an answer, and goes on',
    async (table) => {
      lock = await lockTable(salon.database, table)
      takeStepsAtOnce(bystander, visitors)
      const countAnswered = () => visitors.filter(isAnswered).length
      await until(async () => countAnswered() + (await lock!.countWaiting()) === visitors.length)
      await endConnections(salon)
      await lock.release()
      await salon.telegram.idle()
      expectLastWordOfBot()

      await tryAgain()
      await expectOneVisitEach(salon, visitors)
    },
  )

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
    await expectOneVisitEach(salon, visitors)
  })

  test('an alarm rings afterwards by itself', async () => {
    await endConnections(salon)
    const last = visitors.at(-1)!
    salon.clock.moveTo(new Date(timeOf(last.number).startsAt.getTime() - 24 * 3_600_000 - 8000))
    do {
      last.taken = last.steps.length - 1
      takeStep(last)
      await salon.telegram.idle()
    } while (!isAnswered(last))
    await until(() => countReminders(last.person) > 0)
    await delivered(salon)
    expect(countReminders(last.person)).toBe(1)
  })

  async function tryAgain(): Promise<void> {
    for (const visitor of visitors) {
      if (!isAnswered(visitor)) visitor.taken--
      visitor.wanted = visitor.steps.length
    }
    await goOn(salon.telegram, visitors)
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
