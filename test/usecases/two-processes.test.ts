import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { BookingRequest } from '../support/booking-process.ts'
import { openTenant } from '../support/tenant.ts'

interface Outcome {
  readonly outcomes: readonly string[]
  readonly errors: readonly string[]
}

test('fifty people for one time through two processes: one visit, no error', async () => {
  const salon = await openTenant()
  const request = {
    databaseUrl: salon.database.url,
    schema: salon.database.schema,
    people: 25,
    serviceId: salon.serviceIds[0]!,
    startsAt: '2026-03-03T07:00:00Z',
    now: '2026-03-02T06:00:00Z',
  }
  const children = [
    startBooking({ ...request, firstPerson: 100 }),
    startBooking({ ...request, firstPerson: 200 }),
  ]
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    const answers = children.map(async (child) => (await once(child, 'message')) as [Outcome])
    for (const child of children) child.send('go')
    const results = (await Promise.all(answers)).map(([answer]) => answer)

    const outcomes = results.flatMap((result) => result.outcomes)
    expect(outcomes.filter((outcome) => outcome === 'booked')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'slot_taken')).toHaveLength(49)
    expect(results.flatMap((result) => result.errors)).toEqual([])
    expect(await salon.db.query('select count(*) from bookings')).toEqual([{ count: 1 }])
    await Promise.all(children.map(ended))
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await salon.close()
  }
})

function startBooking(request: BookingRequest): ChildProcess {
  const entry = join(import.meta.dirname, '../support/booking-process.ts')
  const child = fork(entry, { execArgv: ['--import', 'tsx'] })
  child.send(request)
  return child
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit')
}
