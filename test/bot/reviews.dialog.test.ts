import { afterEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { backendKinds } from '../support/backends.ts'
import { hearsNext, openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

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

/** A visit on Thursday, 5 March, from ten till eleven. */
async function book(person: Person, words = { service: /Стрижка/, confirm: 'Подтвердить' }): Promise<void> {
  await person.sends('/book')
  await person.taps(words.service)
  await person.taps('5')
  await person.taps('10:00')
  await person.taps(words.confirm)
}

const atOne = new Date('2026-03-05T10:00:00Z')

/** Until two hours after the visit. */
async function visit(person: Person): Promise<void> {
  await book(person)
  salon!.clock.moveTo(atOne)
  await person.sees('Как всё прошло?')
}

async function reviews() {
  return await salon!.db.query<{ rating: number; comment: string | null }>(
    'select rating, comment from feedback',
  )
}

const asked = (person: Person) =>
  person.screen().messages.filter(({ text }) => text.includes('Как всё прошло?')).length

describe.each(backendKinds)('a review, jobs on %s', (backend) => {
  test('is asked for two hours after the visit, takes a tap and words, and is given once', async () => {
    const { owner, telegram } = await open({ backend })
    await owner.sends('/start')
    const ann = salon!.person('Анна')
    await book(ann)
    salon!.clock.moveTo(new Date(atOne.getTime() - 60_000))
    await telegram.idle()
    expect(asked(ann)).toBe(0)
    salon!.clock.moveTo(atOne)
    const request = await ann.sees('Как всё прошло?')
    expect(request.text).toContain('Четверг, 5 марта, 10:00')
    expect(request.keyboard).toEqual([['1 ★', '2 ★', '3 ★', '4 ★', '5 ★']])

    await ann.taps('5 ★')
    expect(ann.lastMessage()).toMatchObject({ id: request.id, keyboard: [['Пропустить']] })
    expect(ann.lastMessage().text).toContain('Что понравилось?')
    await ann.sends('Мария — волшебница ✨')
    expect(ann.lastMessage().text).toBe('Спасибо, что написали! Ваша оценка: ★★★★★')
    expect(await reviews()).toEqual([{ rating: 5, comment: 'Мария — волшебница ✨' }])

    salon!.clock.moveBy(24 * 60 * 60_000)
    await telegram.idle()
    expect(asked(ann)).toBe(0)
    expect(owner.screen().messages.filter(({ text }) => text.includes('оценк'))).toEqual([])
  })

  test('that is bad reaches the owner and the specialist at once, and its words after it', async () => {
    const { owner, db, telegram } = await open({ backend })
    await owner.sends('/start')
    const maria = salon!.person('Maria', 'en')
    await maria.sends('/start')
    await db.query(`update staff set telegram_id = $1::bigint, role = 'specialist' where name = 'Мария'`, [
      maria.id,
    ])
    const ann = salon!.person('Анна')
    await visit(ann)

    await ann.taps('2 ★')
    expect(ann.lastMessage().text).toContain('Спасибо, что сказали честно')
    expect((await hearsNext(salon!, owner, 'Низкая оценка: ★★☆☆☆')).text).toContain('Клиент: Анна')
    expect((await maria.sees('Low rating: ★★☆☆☆')).text).toContain('Thursday, 5 March, 10:00')
    await ann.sends('Пришлось ждать <b>час</b>')
    expect((await hearsNext(salon!, owner, 'что было не так')).text).toContain('«Пришлось ждать <b>час</b>»')
    await maria.sees('“Пришлось ждать <b>час</b>”')
    await telegram.idle()
    const stored = await db.query<{ text: string }>(
      `select coalesce(before::text, '') || coalesce(after::text, '') as text from audit_log
       union all select payload::text from tasks where kind <> 'update'`,
    )
    expect(stored.filter(({ text }) => text.includes('ждать'))).toEqual([])

    await owner.taps('Открыть запись')
    const card = owner.lastMessage().text
    expect(card).toContain('\n\nОценка: ★★☆☆☆, «Пришлось ждать <b>час</b>»\n\n')
    expect(card).toMatch(/: отзыв: ★★☆☆☆ \(клиент\)\n.*: слова к отзыву \(клиент\)$/)
    await maria.taps('Open booking')
    expect(maria.lastMessage().text).toContain(': review: ★★☆☆☆ (client)\n')
  })
})

describe('the stars', () => {
  test('that were given first count; a double tap and an old button change nothing', async () => {
    const { telegram, db } = await open()
    const ann = salon!.person('Анна')
    await visit(ann)
    const request = ann.lastMessage()
    const [four, one] = [request.buttons[0]![3]!.data!, request.buttons[0]![0]!.data!]
    ann.tapsDataWithoutWaiting(request, four)
    ann.tapsDataWithoutWaiting(request, four)
    await telegram.idle()
    expect(ann.lastMessage().text).toContain('Ваша оценка: ★★★★☆')
    await ann.tapsData(request, one)
    expect(ann.toasts.at(-1)?.text).toBe('Ваша оценка уже стоит: ★★★★☆')
    expect(ann.lastMessage().text).toContain('Ваша оценка: ★★★★☆')
    await ann.taps('Пропустить')
    expect(ann.lastMessage()).toMatchObject({
      text: 'Спасибо! Ваша оценка: ★★★★☆',
      keyboard: [['Записаться снова']],
    })
    expect(await reviews()).toEqual([{ rating: 4, comment: null }])
    const entries = await db.query(`select count(*) from audit_log where action = 'review.create'`)
    expect(entries).toEqual([{ count: 1 }])
  })

  test('may be followed by words later, once', async () => {
    await open()
    const ann = salon!.person('Анна')
    await visit(ann)
    const request = ann.lastMessage()
    const data = request.buttons[0]![4]!.data!
    await ann.taps('5 ★')
    await ann.sends('/my')
    await ann.tapsData(request, data)
    await ann.sends('Приду ещё')
    await ann.tapsData(request, data)
    await ann.sees('Ваш отзыв уже у нас')
    await ann.sends('И ещё раз')
    expect(await reviews()).toEqual([{ rating: 5, comment: 'Приду ещё' }])
  })

  test('can’t be given for somebody else’s visit, before its end, or out of range', async () => {
    await open()
    const [ann, bob] = [salon!.person('Анна'), salon!.person('Борис')]
    await book(ann)
    await ann.tapsData(ann.lastMessage(), 'rate.1.5')
    expect(ann.lastMessage().text).toContain('когда он закончится')
    salon!.clock.moveTo(atOne)
    await ann.sees('Как всё прошло?')
    await bob.sends('/start')
    await bob.tapsData(bob.lastMessage(), 'rate.1.1')
    expect(bob.lastMessage().text).toContain('Такой записи нет')
    for (const stars of ['0', '6', '', '05']) await ann.tapsData(ann.lastMessage(), `rate.1.${stars}`)
    expect(await reviews()).toEqual([])
  })

  test('are asked for in English, and what is no text is asked for again', async () => {
    await open()
    const bob = salon!.person('Bob', 'en')
    await book(bob, { service: /Стрижка/, confirm: 'Confirm' })
    salon!.clock.moveTo(atOne)
    await bob.sees('How was it?')
    await bob.taps('3 ★')
    expect(bob.lastMessage().text).toContain('What happened?')
    await bob.sendsVoice()
    expect(bob.lastMessage().text).toContain('Please write it as text')
    await bob.sends('Ж'.repeat(1001))
    expect(bob.lastMessage().text).toContain('up to 1000 characters')
    await bob.taps('Skip')
    expect(bob.lastMessage().text).toBe('Thank you! Your rating: ★★★☆☆')
  })

  test('are not asked for after a visit that was cancelled', async () => {
    const { telegram } = await open()
    const ann = salon!.person('Анна')
    await book(ann)
    await ann.sends('/my')
    await ann.taps(/Стрижка/)
    await ann.taps('Отменить')
    await ann.taps('Да, отменить')
    salon!.clock.moveTo(atOne)
    await telegram.idle()
    expect(asked(ann)).toBe(0)
  })
})

test('what three clients think is shown where a service is chosen, agreed to, and told about', async () => {
  const { db } = await open()
  const ann = salon!.person('Анна')
  await visit(ann)
  await ann.taps('5 ★')
  await db.query(
    `insert into feedback (visit_id, booking_id, user_id, rating, created_at)
     select n, booking_id, user_id, 4, created_at from feedback, generate_series(1001, 1002) as others (n)`,
  )
  const rating = '★ 4,3 · 3 отзыва'
  await ann.sends('/book')
  expect(ann.lastMessage().text).toBe(`На что вас записать?\n\nСтрижка: ${rating}`)
  for (const step of [/Стрижка/, '12', '10:00']) await ann.taps(step)
  expect(ann.lastMessage().text).toContain(rating)
  await ann.sends('О нас')
  expect(ann.lastMessage().text).toContain(`Салон «Вера»\n${rating}`)
})

test('stars for a visit that counts as a no-show bring a way to reach the business, and stay within reach', async () => {
  const { db } = await open()
  await db.query(
    `insert into settings (key, value, updated_at) values ('phone', '"+74951234567"', '2026-03-01T00:00:00Z')`,
  )
  await salon!.restart()
  const ann = salon!.person('Анна')
  await visit(ann)
  await db.query(`update bookings set status = 'no_show'`)
  await ann.taps('5 ★')
  expect(ann.lastMessage().text).toBe(
    'У нас отмечено, что в этот раз встретиться не получилось. Если это не так, позвоните нам: +7 495 123 45 67.',
  )
  await db.query(`update bookings set status = 'completed'`)
  await ann.taps('5 ★')
  expect(await reviews()).toMatchObject([{ rating: 5 }])
})
