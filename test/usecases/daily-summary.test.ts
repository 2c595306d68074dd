import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { UseCaseContext } from '../../src/context.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { changeSetting } from '../../src/usecases/change-setting.ts'
import { createBooking } from '../../src/usecases/create-booking.ts'
import type { DailySummary, Notice } from '../../src/usecases/notice.ts'
import { sweepTasks } from '../../src/usecases/sweep-tasks.ts'
import { switchNotice } from '../../src/usecases/switch-notice.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

let salon: TestTenant
let owner: Actor
let told: { readonly chatId: number; readonly notice: Notice }[]
let ctx: UseCaseContext

beforeEach(async () => {
  salon = await openTenant({ specialists: ['Мария', 'Ольга'] })
  owner = await hire('Вера', 'super_admin')
  told = []
  let rendered: Notice
  ctx = {
    ...salon.ctx,
    render: (notice) => {
      rendered = notice
      return { text: notice.kind, keyboard: [] }
    },
    send: (chatId) => {
      told.push({ chatId, notice: rendered })
      return Promise.resolve(salon.outcomes.shift() ?? { outcome: 'sent' })
    },
  }
})

afterEach(async () => {
  await salon.close()
})

async function hire(name: string, role: 'super_admin' | 'specialist', staffId?: number): Promise<Actor> {
  const { telegramId } = await salon.person(name)
  if (staffId === undefined) {
    await insertStaff(salon.db, { name, telegramId, role, bookable: false, at: salon.clock.now() })
  } else {
    const values = [staffId, telegramId, role]
    await salon.db.query('update staff set telegram_id = $2, role = $3 where id = $1', values)
  }
  return await salon.person(name)
}

async function sweepAt(moment: string): Promise<void> {
  salon.clock.moveTo(new Date(moment))
  await sweepTasks(ctx, new AbortController().signal)
}

async function book(staffId: number, startsAt: string): Promise<void> {
  const ann = await salon.person('Анна')
  const input = { serviceIds: [salon.serviceIds[0]!], staffId, startsAt: new Date(startsAt) }
  expect(await createBooking(ctx, ann, input)).toMatchObject({ ok: true })
}

const summaries = () =>
  told.flatMap(({ chatId, notice }) => (notice.kind === 'daily_summary' ? [{ chatId, notice }] : []))
const visitsIn = ({ days }: DailySummary) =>
  days.map(({ staff, entries }) => [staff.name, entries.filter(({ kind }) => kind === 'visit').length])

async function planned(): Promise<string[]> {
  const rows = await salon.db.query<{ at: Date }>(
    `select due_at as at from tasks where kind = 'daily_summary' and status = 'pending' order by due_at, id`,
  )
  return rows.map(({ at }) => at.toISOString())
}

const setHour = async (value: number, version: number) =>
  await changeSetting(ctx, await salon.person('Вера'), { name: 'summaryHour', version, to: { value } })

test('everybody who wants it hears once of tomorrow, a specialist of their own day', async () => {
  const [maria = 0, olga = 0] = salon.staffIds
  const specialist = await hire('Мария', 'specialist', maria)
  await book(maria, '2026-03-03T07:00:00Z')
  await book(olga, '2026-03-03T09:00:00Z')
  await sweepAt('2026-03-02T16:59:59Z')
  expect(summaries()).toEqual([])
  await sweepAt('2026-03-02T17:00:00Z')
  await sweepAt('2026-03-02T17:01:00Z')
  expect(summaries().map(({ chatId, notice }) => [chatId, notice.date, visitsIn(notice)])).toEqual([
    [specialist.telegramId, '2026-03-03', [['Мария', 1]]],
    [
      owner.telegramId,
      '2026-03-03',
      [
        ['Мария', 1],
        ['Ольга', 1],
      ],
    ],
  ])
})

test('an evening while the program was away is made up for until midnight, and the next one is planned', async () => {
  await sweepAt('2026-03-02T06:00:00Z')
  await sweepAt('2026-03-02T20:30:00Z')
  expect(summaries().map(({ notice }) => notice.date)).toEqual(['2026-03-03'])
  await sweepAt('2026-03-03T21:30:00Z')
  await sweepAt('2026-03-04T17:00:00Z')
  expect(summaries().map(({ notice }) => notice.date)).toEqual(['2026-03-03', '2026-03-05'])
})

test('another hour, or another zone, moves what is planned; what was sent is not sent again that day', async () => {
  await sweepAt('2026-03-02T06:00:00Z')
  await setHour(18, 0)
  expect((await planned())[0]).toBe('2026-03-02T15:00:00.000Z')
  await sweepAt('2026-03-02T15:00:00Z')
  const [row] = await salon.db.query<{ version: number }>(
    `select version from settings where key = 'summary_hour'`,
  )
  await setHour(20, row!.version)
  await sweepAt('2026-03-02T17:00:00Z')
  expect(summaries()).toHaveLength(1)
  await changeSetting(ctx, await salon.person('Вера'), {
    name: 'timeZone',
    version: 0,
    to: { value: 'Asia/Yekaterinburg' },
  })
  expect((await planned())[0]).toBe('2026-03-03T15:00:00.000Z')
})

test('whoever switches it off, or works here no more, gets none', async () => {
  await sweepAt('2026-03-02T06:00:00Z')
  expect(await planned()).toHaveLength(3)
  const input = { staffId: owner.staffId ?? 0, topic: 'daily_summary' as const }
  await switchNotice(ctx, await salon.person('Вера'), { ...input, wanted: false })
  expect(await planned()).toEqual([])
  await switchNotice(ctx, await salon.person('Вера'), { ...input, wanted: true })
  expect(await planned()).toHaveLength(3)
  await salon.db.query('update staff set archived_at = $1 where id = $2', [salon.clock.now(), owner.staffId])
  await sweepAt('2026-03-02T17:00:00Z')
  expect(summaries()).toEqual([])
})

test('one that Telegram puts off is tried again, and a day off needs none', async () => {
  await sweepAt('2026-03-02T06:00:00Z')
  salon.outcomes.push({ outcome: 'later', afterMs: 60_000 })
  await sweepAt('2026-03-02T17:00:00Z')
  await sweepAt('2026-03-02T17:00:30Z')
  await sweepAt('2026-03-02T17:01:10Z')
  expect(summaries()).toHaveLength(2)
  await salon.db.query(`insert into schedule_rules (kind, date, closed) values ('open', '2026-03-04', true)`)
  await sweepAt('2026-03-03T17:00:00Z')
  expect(summaries()).toHaveLength(2)
})
