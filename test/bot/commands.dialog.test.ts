import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { openSalon, type Salon } from '../support/salon.ts'
import { until } from '../support/until.ts'

const ofAll = ['start', 'book', 'my', 'help', 'language', 'privacy', 'cancel']

let salon: Salon

beforeEach(async () => {
  salon = await openSalon({ backend: 'postgresql' })
  await salon.owner.sends('/start')
})

afterEach(async () => {
  await salon.close()
})

const names = (person: Person) => person.screen().commands.map(({ command }) => command)
const words = (person: Person, name: string) =>
  person.screen().commands.find(({ command }) => command === name)?.description

async function hire(person: Person, role: string): Promise<void> {
  await salon.db.query(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
     values ('M', $1, $2, false, '{}', 9, $3, 1)
     on conflict (telegram_id) where archived_at is null do update set role = excluded.role`,
    [person.id, role, salon.clock.now()],
  )
}

test('clients have theirs, in the language of their telephone', async () => {
  const [ann, bob] = [salon.person('Анна'), salon.person('Bob', 'en')]
  for (const person of [ann, bob]) await person.sends('/start')
  await until(() => names(bob).length > 0)
  expect(names(ann)).toEqual(ofAll)
  expect([words(ann, 'my'), words(bob, 'my')]).toEqual(['Мои записи', 'My bookings'])
})

test('staff have those of their role as well, from their first message on', () => {
  expect(names(salon.owner)).toEqual(expect.arrayContaining(['admin', ...ofAll]))
  expect(words(salon.owner, 'admin')).toBe('Панель управления')
})

test('whoever gets a role, or loses it, finds so in the menu with their next message', async () => {
  const ann = salon.person('Анна')
  await ann.sends('/start')
  await hire(ann, 'moderator')
  await ann.sends('/my')
  expect(names(ann)).toContain('admin')
  await hire(ann, 'none')
  await ann.sends('/my')
  expect(names(ann)).toEqual(ofAll)
})

test('another language keeps them', async () => {
  await salon.owner.sends('/language')
  await salon.owner.taps('English')
  expect(names(salon.owner)).toContain('admin')
  expect([words(salon.owner, 'admin'), words(salon.owner, 'my')]).toEqual(['Control panel', 'My bookings'])
})

test('a start sets the commands of everybody who works here, in their language', async () => {
  const bob = salon.person('Bob', 'en')
  await bob.sends('/start')
  await hire(bob, 'specialist')
  expect(names(bob)).toEqual(ofAll)
  await salon.restart()
  await until(() => names(bob).includes('admin'))
  expect(words(bob, 'admin')).toBe('Control panel')
})

test('nothing else waits for them while Telegram refuses them', async () => {
  const ann = salon.person('Анна')
  await hire(ann, 'moderator')
  salon.telegram.faults.fails(
    'setMyCommands',
    { error_code: 400, description: 'Bad Request' },
    { chatId: ann.id },
  )
  await ann.sends('/admin')
  expect(ann.lastMessage().text).toContain('Салон «Вера»')
})
