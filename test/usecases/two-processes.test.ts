import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import type { BookingRequest } from '../support/booking-process.ts'
import { builtProgram } from '../support/services.ts'
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
  const file = await builtProgram('test/support/booking-process.ts')
  const children = [100, 200].map((firstPerson) => startBooking(file, { ...request, firstPerson }))
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

function startBooking(file: string, request: BookingRequest): ChildProcess {
  const child = fork(file, { execArgv: [] })
  child.send(request)
  return child
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit')
}
