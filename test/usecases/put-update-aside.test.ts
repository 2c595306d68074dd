import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mayTryUpdate, putUpdateAside, takeUpdatesAside } from '../../src/usecases/put-update-aside.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await openTenant()
})

afterAll(async () => {
  await tenant.close()
})

test('an update that ended the process five times is given up at its sixth start, and named', async () => {
  const { ctx, logged } = tenant
  const update = { update_id: 7, message: { text: 'x' } }
  await putUpdateAside(ctx, update)
  const starts: boolean[] = []
  for (let start = 1; start <= 6; start++) {
    for (const { taskId } of await takeUpdatesAside(ctx, null)) starts.push(await mayTryUpdate(ctx, taskId))
  }

  // Putting it aside was the first attempt.
  expect(starts).toEqual([true, true, true, true, false])
  expect(logged.at(-1)).toMatchObject({ level: 'error', message: expect.stringContaining('given up') })
  expect(await takeUpdatesAside(ctx, null)).toEqual([])
})
