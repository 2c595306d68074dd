import { afterEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { openSalon, type Salon, type SalonOptions } from '../support/salon.ts'
import { until } from '../support/until.ts'

let salon: Salon | undefined

async function open(options: SalonOptions = {}): Promise<Salon> {
  salon = await openSalon(options)
  return salon
}

afterEach(async () => {
  const opened = salon
  salon = undefined
  if (!opened) return
  await opened.close()
  expect(opened.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(opened.telegram.schemaViolations).toEqual([])
})

async function book(person: Person, day: string): Promise<void> {
  await person.sends('/book')
  for (const step of [/Стрижка/, day, '10:00', /Подтвердить|Confirm/]) await person.taps(step)
}

async function tasksOf(kind: string) {
  return await salon!.db.query<{ status: string; why: string | null }>(
    `select status, last_error as why from tasks where kind = $1 order by due_at`,
    [kind],
  )
}

async function isMarked(person: Person): Promise<boolean> {
  const [row] = await salon!.db.query<{ marked: boolean }>(
    'select unreachable_at is not null as marked from users where telegram_id = $1::bigint',
    [person.id],
  )
  return row!.marked
}

const received = (person: Person) => person.screen().messages.filter(({ from }) => from === 'bot').length

describe.each(backendKinds)('who blocked the bot, on %s', (backend) => {
  test('gets no reminder and no request for a review, and everything again once they are back', async () => {
    const { clock } = await open({ backend })
    const ann = salon!.person('Анна')
    await book(ann, '5')
    await ann.blocks()
    expect(await isMarked(ann)).toBe(true)
    const seen = received(ann)

    clock.moveTo(new Date('2026-03-04T07:00:00Z'))
    await until(async () => (await tasksOf('reminder'))[0]?.status === 'skipped')
    expect((await tasksOf('reminder'))[0]?.why).toBe('unreachable')
    clock.moveTo(new Date('2026-03-05T08:00:00Z'))
    await until(async () => (await tasksOf('review')).length === 1)
    clock.moveTo(new Date('2026-03-05T10:00:00Z'))
    await until(async () => (await tasksOf('review'))[0]?.status === 'skipped')
    expect(await tasksOf('review')).toEqual([{ status: 'skipped', why: 'unreachable' }])
    expect(received(ann)).toBe(seen)
    expect(await isMarked(ann)).toBe(true)

    await ann.unblocks()
    await ann.sends('/start')
    expect(await isMarked(ann)).toBe(false)
    expect(ann.screen().messages.at(-2)?.text).toContain('Рады видеть вас снова')
    await book(ann, '12')
    clock.moveTo(new Date('2026-03-11T07:00:00Z'))
    await ann.sees('Ждём вас завтра в 10:00')
  })
})

test('an account that is gone is found out by the reminder itself, and marked', async () => {
  const { clock } = await open()
  const bob = salon!.person('Bob', 'en')
  await book(bob, '5')
  bob.deletesAccount()
  expect(await isMarked(bob)).toBe(false)
  clock.moveTo(new Date('2026-03-04T07:00:00Z'))
  await until(async () => (await tasksOf('reminder'))[0]?.status === 'skipped')
  expect(await isMarked(bob)).toBe(true)
})

test('a username that changes, goes, or comes to somebody else changes nobody’s visits', async () => {
  const { telegram, db } = await open()
  const [ann, bob] = [salon!.person('Анна'), salon!.person('Борис')]
  await book(ann, '5')
  const bot = [...telegram.world.bots.values()][0]!
  const writeAs = async (person: Person, username: string | undefined) => {
    telegram.giveUpdate(bot.user, {
      message: {
        message_id: 1000,
        date: 0,
        chat: { id: person.id, type: 'private', first_name: 'Кто-то' },
        from: { id: person.id, is_bot: false, first_name: 'Кто-то', ...(username && { username }) },
        text: '/my',
        entities: [{ type: 'bot_command', offset: 0, length: 3 }],
      },
    })
    await telegram.idle()
  }
  const usernames = async () =>
    await db.query('select username from users where telegram_id = any($1) order by id', [[ann.id, bob.id]])

  await bob.sends('/start')
  await writeAs(ann, 'anna')
  expect(ann.lastMessage().keyboard.flat()).toContainEqual(expect.stringContaining('Стрижка'))
  await writeAs(ann, undefined)
  await writeAs(bob, 'anna')
  expect(bob.lastMessage().text).toContain('Сейчас у вас нет записей')
  expect(await usernames()).toEqual([{ username: null }, { username: 'anna' }])
  await writeAs(ann, 'anna_new')
  expect(ann.lastMessage().keyboard.flat()).toContainEqual(expect.stringContaining('Стрижка'))
  expect(await usernames()).toEqual([{ username: 'anna_new' }, { username: 'anna' }])
})
