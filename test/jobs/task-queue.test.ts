import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createBooking } from '../../src/usecases/create-booking.ts'
import { deliverTask } from '../../src/usecases/deliver-task.ts'
import { openQueue } from '../../src/jobs/backend.ts'
import { openTaskQueue, type TaskQueue } from '../../src/jobs/task-queue.ts'
import { startSweep } from '../../src/jobs/sweep.ts'
import type { UseCaseContext } from '../../src/context.ts'
import type { Task } from '../../src/domain/task.ts'
import { backendKinds, openBackend, type TestBackend } from '../support/backends.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

const thursdayAtTen = new Date('2026-03-05T07:00:00Z')
const dayBefore = new Date('2026-03-04T07:00:00Z')

describe.each(backendKinds)('the queue on %s', (kind) => {
  let salon: TestTenant
  let backend: TestBackend
  let queue: TaskQueue
  let ctx: UseCaseContext

  beforeEach(async () => {
    salon = await openTenant()
    backend = await openBackend(kind, salon.database)
    queue = await openTaskQueue({ backend: backend.backend, clock: salon.clock, log: salon.ctx.log })
    ctx = { ...salon.ctx, schedule: (tasks) => queue.schedule(tasks) }
  })

  afterEach(async () => {
    await queue.close()
    await backend.drop()
    await salon.close()
  })

  async function book(at = ctx, startsAt = thursdayAtTen): Promise<void> {
    const made = await createBooking(at, await salon.person('Анна'), {
      serviceIds: [salon.serviceIds[0]!],
      staffId: null,
      startsAt,
    })
    if (!made.ok) throw new Error(made.reason)
  }

  async function delayedJobs() {
    const look = openQueue(backend.backend)
    try {
      const jobs = await look.getDelayed()
      return jobs.map((job) => ({ id: job.id, name: job.name, delay: job.delay }))
    } finally {
      await look.close()
    }
  }

  test('holds a delayed job for each reminder and the completion, with ids that BullMQ takes', async () => {
    await book()
    const jobs = await delayedJobs()
    expect(jobs.map(({ name }) => name).sort()).toEqual(['completion', 'reminder', 'reminder', 'reminder'])
    for (const { id } of jobs) expect(id).toMatch(/^t\d+-v[0-9a-z]+$/)
  })

  test('sets no second alarm for a task that has one', async () => {
    await book()
    const tasks = await salon.db.query<Task>('select id, kind, due_at as "dueAt" from tasks')
    await queue.schedule(tasks)
    expect(await delayedJobs()).toHaveLength(4)
  })

  test('rings by itself for a task that is due in a moment', async () => {
    queue.startWorker((taskId) => deliverTask(ctx, taskId))
    const moment = new Date(dayBefore.getTime() - 500)
    salon.clock.moveTo(moment)
    // For the booking time stands still: however long it takes, its first reminder is still to come.
    await book({ ...ctx, clock: { ...ctx.clock, now: () => moment } })
    await until(() => salon.sent.length > 0)
    expect(salon.sent).toHaveLength(1)
    expect(await delayedJobs()).toHaveLength(3)
  })

  test('may lose everything it holds: the sweep sets the alarms again', async () => {
    await book()
    await backend.empty()
    expect(await delayedJobs()).toEqual([])
    salon.clock.moveTo(new Date(dayBefore.getTime() - 60_000))
    const stop = startSweep(ctx)
    await until(async () => (await delayedJobs()).length > 0)
    await stop()
    expect(await delayedJobs()).toMatchObject([{ name: 'reminder' }])
    expect(salon.sent).toEqual([])
  })
})
