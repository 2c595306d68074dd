import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { bookAgainButton, serviceButton } from '../../src/bot/client/booking/buttons.ts'
import type { Person } from '../../playground/people.ts'
import { hearsNext, openSalon, type Salon, type SalonOptions } from '../support/salon.ts'

let salon: Salon | undefined

/** Of the run at hand: where jobs are kept, and the language that people speak. */
let backend: 'redis' | 'postgresql'
let language: 'ru' | 'en'

async function open(options: SalonOptions = {}): Promise<Salon> {
  salon = await openSalon({ backend, ...options })
  return salon
}

const person = (name: string): Person => salon!.person(name, language)

/** As the bot says it in the language at hand. */
function say<Words extends string | RegExp>(russian: Words, english: Words): Words {
  return language === 'ru' ? russian : english
}

/** No dialog may end with an error in the log or a call that Telegram's schema does not know. */
afterEach(async () => {
  const opened = salon
  salon = undefined
  if (!opened) return
  await opened.close()
  expect(opened.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(opened.telegram.schemaViolations).toEqual([])
})

/** Up to the summary of a visit on Thursday, 5 March. */
async function choose(person: Person, time: string): Promise<void> {
  await person.sends('/book')
  await person.taps(/Стрижка|Haircut/)
  await person.taps('5')
  await person.taps(time)
}

async function book(person: Person, time: string): Promise<void> {
  await choose(person, time)
  await person.taps(say('Подтвердить', 'Confirm'))
}

async function visits() {
  return await salon!.db.query<{ at: Date; status: string; version: number }>(
    'select starts_at as at, status, version from bookings order by id',
  )
}

const fifthAt = (hour: number) => new Date(Date.UTC(2026, 2, 5, hour - 3))

describe.each([
  ['redis', 'ru'],
  ['postgresql', 'en'],
] as const)('jobs in %s, people speaking %s', (kind, spoken) => {
  beforeEach(() => {
    backend = kind
    language = spoken
  })

  describe('booking', () => {
    test('takes six taps from the greeting to the card, in one message', async () => {
      await open({
        specialists: ['Мария', 'Ольга'],
        services: [{ name: 'Стрижка' }, { name: 'Маникюр' }],
      })
      const ann = person('Анна')
      await ann.sends('/start')
      const flow = ann.lastMessage().id
      for (const tap of [
        say('Записаться', 'Book'),
        /Стрижка/,
        say('Любой специалист', 'Any specialist'),
        '5',
        '10:00',
      ])
        await ann.taps(tap)
      expect(ann.lastMessage().text).toContain(say('Специалист: любой свободный', 'With any free specialist'))
      await ann.taps(say('Подтвердить', 'Confirm'))

      expect(ann.lastMessage()).toMatchObject({
        id: flow,
        keyboard: [
          [say('Добавить в календарь', 'Add to calendar')],
          [say('Повторять', 'Repeat')],
          [say('Открыть запись', 'Open booking'), say('Мои записи', 'My bookings')],
        ],
      })
      expect(ann.lastMessage().text).toContain(say('Вы записаны', 'You’re booked'))
      expect(ann.lastMessage().text).toContain(say('Четверг, 5 марта, 10:00', 'Thursday, 5 March, 10:00'))
      expect(await visits()).toEqual([{ at: fifthAt(10), status: 'confirmed', version: 1 }])
    })

    test('asks for no specialist where there is one, and the way back skips them, too', async () => {
      await open()
      const ann = person('Анна')
      await ann.sends('/book')
      await ann.taps(/Стрижка/)
      expect(ann.lastMessage().text).toContain(say('Какой день вам подходит?', 'Which day suits you?'))
      await ann.taps(say('‹ Назад', '‹ Back'))
      expect(ann.lastMessage().text).toBe(say('На что вас записать?', 'What would you like to book?'))
    })

    test('the way back from the calendar says when nobody is left who does it', async () => {
      const { db } = await open({ specialists: ['Мария', 'Ольга'] })
      const ann = person('Анна')
      await ann.sends('/book')
      await ann.taps(/Стрижка/)
      await ann.taps('Мария')
      await db.query('update staff set bookable = false')
      await ann.taps(say('‹ Назад', '‹ Back'))
      expect(ann.lastMessage().text).toContain(
        say('Эту услугу сейчас никто не делает', 'Nobody does this at the moment'),
      )
      await ann.taps(say('Выбрать услугу', 'Choose a service'))
      await ann.taps(/Стрижка/)
      expect(ann.lastMessage().text).toContain(
        say('Эту услугу сейчас никто не делает', 'Nobody does this at the moment'),
      )
    })

    test('the green button is the one that books', async () => {
      await open()
      const ann = person('Анна')
      await choose(ann, '10:00')
      const styles = ann
        .lastMessage()
        .buttons.flat()
        .map(({ text, style }) => [text, style])
      expect(styles).toEqual([
        [say('Подтвердить', 'Confirm'), 'success'],
        [say('Добавить комментарий', 'Add a comment'), undefined],
        [say('Кто придёт: я', 'Who it’s for: me'), undefined],
        [say('‹ Другое время', '‹ Another time'), undefined],
      ])
    })

    test('a time taken meanwhile is said, with the times that are left', async () => {
      await open()
      const [ann, bob] = [person('Анна'), person('Борис')]
      await choose(ann, '10:00')
      await choose(bob, '10:00')
      await ann.taps(say('Подтвердить', 'Confirm'))
      await bob.taps(say('Подтвердить', 'Confirm'))

      expect(bob.lastMessage().text).toContain(
        say('Это время только что заняли', 'Somebody has just taken that time'),
      )
      expect(bob.lastMessage().keyboard.flat()).toContain('11:00')
      expect(bob.lastMessage().keyboard.flat()).not.toContain('10:00')
      await bob.taps('11:00')
      await bob.taps(say('Подтвердить', 'Confirm'))
      expect((await visits()).map(({ at }) => at)).toEqual([fifthAt(10), fifthAt(11)])
    })

    test('a double tap makes one visit, and both taps see the card', async () => {
      const { telegram } = await open()
      const ann = person('Анна')
      await choose(ann, '10:00')
      ann.tapsWithoutWaiting(say('Подтвердить', 'Confirm'))
      ann.tapsWithoutWaiting(say('Подтвердить', 'Confirm'))
      await telegram.idle()
      expect(ann.lastMessage().text).toContain(say('Вы записаны', 'You’re booked'))
      expect(await visits()).toHaveLength(1)
    })

    test('at the limit, one’s own bookings are shown', async () => {
      await open({ env: { MAX_BOOKINGS_PER_USER: '1' } })
      const ann = person('Анна')
      await choose(ann, '15:00')
      await book(ann, '10:00')
      await ann.taps(say('Подтвердить', 'Confirm'))
      await ann.sees(say('У вас уже 1 запись', 'You already have 1 booking'))
      expect(await visits()).toHaveLength(1)
      // Who begins once more is told at once, and not after all the taps.
      await ann.sends('/book')
      expect(ann.lastMessage().text).toContain(say('У вас уже 1 запись', 'You already have 1 booking'))
      expect(ann.lastMessage().keyboard[0]?.[0]).toContain(say('Чт, 5 марта, 10:00', 'Thu, 5 March, 10:00'))
      // So is who comes by a link, an old list or an old card.
      await ann.sends('/start s_1')
      expect(ann.lastMessage().text).toContain(say('У вас уже 1 запись', 'You already have 1 booking'))
      await ann.sends('/start m_1')
      expect(ann.lastMessage().text).toContain(say('У вас уже 1 запись', 'You already have 1 booking'))
      for (const data of [
        serviceButton.pack({ serviceIds: [1], clientId: null }),
        bookAgainButton.pack({ bookingId: 1 }),
      ]) {
        await ann.sends('/help')
        await ann.tapsData(ann.lastMessage(), data)
        expect(ann.lastMessage().text).toContain(say('У вас уже 1 запись', 'You already have 1 booking'))
      }
    })

    test('nobody is booked for two places at once', async () => {
      await open({ specialists: ['Мария', 'Ольга'] })
      const ann = person('Анна')
      await ann.sends('/book')
      for (const tap of [/Стрижка/, 'Мария', '5', '10:00', say('Подтвердить', 'Confirm')]) await ann.taps(tap)
      await ann.sends('/book')
      for (const tap of [/Стрижка/, 'Ольга', '5', '10:00', say('Подтвердить', 'Confirm')]) await ann.taps(tap)
      expect(ann.lastMessage().text).toContain(
        say('В это время у вас уже есть запись', 'You already have a booking at that time'),
      )
      expect(await visits()).toHaveLength(1)
    })

    test('days that can’t be chosen tell why', async () => {
      await open({ now: '2026-03-10T06:00:00Z' })
      const ann = person('Анна')
      await ann.sends('/book')
      await ann.taps(/Стрижка/)
      const past = ann
        .lastMessage()
        .buttons.flat()
        .find(({ data }) => data?.endsWith('.past'))
      await ann.tapsData(ann.lastMessage(), past?.data ?? '')
      expect(ann.toasts.at(-1)?.text).toBe(
        say('На 9 марта записаться уже нельзя', '9 March can’t be booked any more'),
      )
    })

    test('a day without free time leads to the next that has some', async () => {
      await open({ env: { WORK_HOURS_START: '9', WORK_HOURS_END: '10' } })
      const [ann, bob] = [person('Анна'), person('Борис')]
      await ann.sends('/book')
      await ann.taps(/Стрижка/)
      const fifth = ann
        .lastMessage()
        .buttons.flat()
        .find(({ text }) => text.startsWith('5'))
      await book(bob, '09:00')
      await ann.tapsData(ann.lastMessage(), fifth?.data ?? '')
      expect(ann.lastMessage().text).toContain(
        say('В четверг, 5 марта, свободного времени нет.', 'On Thursday, 5 March, there are no free times.'),
      )
      await ann.taps(say('Пт, 6 марта ›', 'Fri, 6 March ›'))
      expect(ann.lastMessage().keyboard.flat()).toContain('09:00')
    })

    test('every button works after a restart', async () => {
      const opened = await open()
      const ann = person('Анна')
      await ann.sends('/book')
      for (const tap of [/Стрижка/, '5', '10:00', say('Подтвердить', 'Confirm')]) {
        await opened.restart()
        await ann.taps(tap)
      }
      expect(ann.lastMessage().text).toContain(say('Вы записаны', 'You’re booked'))
    })
  })

  test('a price or a duration that changed since the summary is shown before anything is booked', async () => {
    const { db } = await open()
    const ann = person('Анна')
    await choose(ann, '10:00')
    await db.query('update services set price_minor = price_minor + 50000')
    await ann.taps(say('Подтвердить', 'Confirm'))
    expect(ann.lastMessage().text).toMatch(
      say(
        /^Цена или длительность с тех пор изменились[^]*2\s000\s₽/,
        /^The price or the duration has changed since then[^]*₽2,000/,
      ),
    )
    await db.query('update services set duration_min = 90')
    await ann.taps(say('Подтвердить', 'Confirm'))
    expect(ann.lastMessage().text).toMatch(
      say(
        /^Цена или длительность с тех пор изменились[^]*1\s*ч\s30/,
        /^The price or the duration has changed since then[^]*1\s*h\s30/,
      ),
    )
    expect(await visits()).toEqual([])
    await ann.taps(say('Подтвердить', 'Confirm'))
    expect(ann.lastMessage().text).toContain(say('Вы записаны', 'You’re booked'))
    expect(await visits()).toHaveLength(1)
  })

  describe('one’s bookings', () => {
    test('a visit is moved: old and new are shown, reminders follow', async () => {
      const { db } = await open()
      const ann = person('Анна')
      await book(ann, '10:00')
      for (const tap of [
        say('Мои записи', 'My bookings'),
        say(/5 марта/, /5 March/),
        say('Перенести', 'Move'),
        '6',
        '12:00',
      ])
        await ann.taps(tap)
      expect(ann.lastMessage().text).toContain(
        say('Было: четверг, 5 марта, 10:00', 'Was: Thursday, 5 March, 10:00'),
      )
      expect(ann.lastMessage().text).toContain(
        say('Станет: пятница, 6 марта, 12:00', 'New time: Friday, 6 March, 12:00'),
      )
      await ann.taps(say('Перенести', 'Move'))
      expect(ann.lastMessage().text).toContain(
        say('Теперь: пятница, 6 марта, 12:00', 'Now: Friday, 6 March, 12:00'),
      )
      expect(await visits()).toEqual([
        { at: new Date('2026-03-06T09:00:00Z'), status: 'confirmed', version: 2 },
      ])
      const [reminder] = await db.query<{ due: Date }>(
        `select min(due_at) as due from tasks where kind = 'reminder' and status = 'pending'`,
      )
      expect(reminder?.due).toEqual(new Date('2026-03-05T09:00:00Z'))
    })

    test('moving may change the specialist: old and new are shown to the client, and told to the owner', async () => {
      const { db, owner } = await open({ specialists: ['Мария', 'Ольга'] })
      await owner.sends('/start')
      const ann = person('Анна')
      await ann.sends('/book')
      for (const tap of [
        /Стрижка/,
        'Мария',
        '5',
        '10:00',
        say('Подтвердить', 'Confirm'),
        say('Мои записи', 'My bookings'),
        say(/5 марта/, /5 March/),
      ])
        await ann.taps(tap)
      for (const tap of [
        say('Перенести', 'Move'),
        say('Другой специалист', 'Another specialist'),
        'Ольга',
        '5',
        '10:00',
      ])
        await ann.taps(tap)
      const russian = /Раньше: Мария · 1\s*ч[^]*Специалист: Ольга/
      expect(ann.lastMessage().text).toMatch(say(russian, /Before: Мария · 1\s*h[^]*With Ольга/))
      await ann.taps(say('Перенести', 'Move'))
      expect(ann.lastMessage().text).toContain(say('Специалист: Ольга', 'With Ольга'))
      // The owner speaks Russian, whatever the client does.
      expect((await hearsNext(salon!, owner, 'Запись перенесена')).text).toMatch(russian)
      const rows = await db.query('select s.name from bookings b join staff s on s.id = b.staff_id')
      expect(rows).toEqual([{ name: 'Ольга' }])
    })

    test('a visit is cancelled after one question, and can be kept', async () => {
      await open()
      const ann = person('Анна')
      await book(ann, '10:00')
      for (const tap of [
        say('Мои записи', 'My bookings'),
        say(/5 марта/, /5 March/),
        say('Отменить', 'Cancel'),
        say('Нет, оставить', 'No, keep it'),
      ])
        await ann.taps(tap)
      expect((await visits())[0]?.status).toBe('confirmed')
      await ann.taps(say('Отменить', 'Cancel'))
      await ann.taps(say('Да, отменить', 'Yes, cancel'))
      expect(ann.lastMessage().text).toContain(say('Запись отменена', 'Your booking is cancelled'))
      expect((await visits())[0]?.status).toBe('cancelled')
      for (const data of ['cx.1', 'cxok.1.1', 'mv.1']) {
        await ann.tapsData(ann.lastMessage(), data)
        expect(ann.lastMessage().text).toMatch(
          say(/^Эта запись уже отменена\./, /^This booking is already cancelled\./),
        )
      }
      await ann.tapsData(ann.lastMessage(), 'come.1.1')
      expect(ann.lastMessage().text).toMatch(/^Стрижка/)
      expect(ann.lastMessage().text).toContain(say('Запись отменена.', 'This booking was cancelled.'))
      await ann.taps(say('‹ Мои записи', '‹ My bookings'))
      await ann.taps(say('Предстоящие записи', 'Upcoming bookings'))
      expect(ann.lastMessage().text).toContain(
        say('Сейчас у вас нет записей', 'You have no bookings right now'),
      )
      await ann.taps(say('История записей', 'Booking history'))
      await ann.taps(say(/5 марта 2026/, /5 March 2026/))
      expect(ann.lastMessage().text).toContain(say('Запись отменена.', 'This booking was cancelled.'))
    })

    test('after the deadline the card says that it is too late, and an old button changes nothing', async () => {
      const { clock } = await open()
      const ann = person('Анна')
      await book(ann, '10:00')
      for (const tap of [say('Мои записи', 'My bookings'), say(/5 марта/, /5 March/)]) await ann.taps(tap)
      const card = ann.lastMessage()
      clock.moveTo(new Date('2026-03-04T08:30:00Z'))
      const changes: string[] = [say('Перенести', 'Move'), say('Отменить', 'Cancel')]
      const buttons = card.buttons.flat().filter(({ text }) => changes.includes(text))
      expect(buttons).toHaveLength(2)
      for (const button of buttons) {
        await ann.tapsData(card, button.data ?? '')
        await ann.sees(say('запись здесь уже нельзя', 'can’t be moved or cancelled here any more'))
        expect(ann.toasts.at(-1)?.text).toContain(
          say('Менять запись здесь уже поздно', 'It’s too late to change the booking here'),
        )
      }
      expect((await visits())[0]).toMatchObject({ status: 'confirmed', version: 1 })
    })

    test('a reminder comes with the right words, and "I will come" is kept', async () => {
      const { clock, db } = await open()
      const ann = person('Анна')
      await book(ann, '10:00')
      clock.moveTo(new Date('2026-03-04T07:00:01Z'))
      const reminder = await ann.sees(say('Ждём вас завтра в 10:00', 'See you tomorrow at 10:00'))
      expect(reminder.keyboard).toEqual([
        [say('Я приду', 'I’ll be there')],
        [say('Перенести', 'Move'), say('Отменить', 'Cancel')],
      ])
      await ann.taps(say('Я приду', 'I’ll be there'))
      expect(ann.lastMessage().text).toContain(say('Спасибо, ждём вас!', 'Thank you, see you then!'))
      expect(ann.lastMessage().keyboard.flat()).not.toContain(say('Я приду', 'I’ll be there'))
      const rows = await db.query('select attendance_confirmed_at is not null as confirmed from bookings')
      expect(rows).toEqual([{ confirmed: true }])
    })

    test('what the first reminder offers is accepted: the visit moves, and is cancelled', async () => {
      const { clock } = await open()
      const [ann, bob] = [person('Анна'), person('Борис')]
      await book(ann, '10:00')
      await book(bob, '11:00')
      clock.moveTo(new Date('2026-03-04T07:59:00Z'))
      await ann.sees(say('Ждём вас завтра в 10:00', 'See you tomorrow at 10:00'))
      for (const tap of [say('Перенести', 'Move'), '6', '12:00', say('Перенести', 'Move')])
        await ann.taps(tap)
      expect(ann.lastMessage().text).toContain(say('Перенесли. Ждём вас!', 'Moved. See you then!'))
      clock.moveTo(new Date('2026-03-04T08:59:00Z'))
      await bob.sees(say('Ждём вас завтра в 11:00', 'See you tomorrow at 11:00'))
      for (const tap of [say('Отменить', 'Cancel'), say('Да, отменить', 'Yes, cancel')]) await bob.taps(tap)
      expect(await visits()).toMatchObject([
        { at: new Date('2026-03-06T09:00:00Z'), status: 'confirmed' },
        { at: fifthAt(11), status: 'cancelled' },
      ])
    })

    test('greeting somebody with a visit ahead shows it', async () => {
      await open()
      const ann = person('Анна')
      await book(ann, '10:00')
      await ann.sends('/start')
      expect(ann.lastMessage().text).toContain(say('Ваша ближайшая запись', 'Your next visit'))
      await ann.taps(say('Открыть запись', 'Open booking'))
      expect(ann.lastMessage().keyboard.flat()).toEqual([
        say('Я приду', 'I’ll be there'),
        say('Перенести', 'Move'),
        say('Отменить', 'Cancel'),
        say('Добавить в календарь', 'Add to calendar'),
        say('Повторять', 'Repeat'),
        say('‹ Мои записи', '‹ My bookings'),
      ])
    })
  })

  describe('hostile taps', () => {
    test('on another’s booking: it does not exist', async () => {
      await open()
      const [ann, eve] = [person('Анна'), person('Ева')]
      await book(ann, '10:00')
      await eve.sends('/start')
      for (const data of [
        'b.1',
        'mv.1',
        'cx.1',
        'cxok.1.1',
        'come.1.1',
        'ics.1',
        'mvok.1.1..ftx.0.hl63c.1',
        'cal.1..1..',
        'day.1..1..ftx.0',
      ]) {
        await eve.tapsData(eve.lastMessage(), data)
        expect(eve.lastMessage().text).toContain(say('Такой записи нет', 'There’s no such booking'))
      }
      expect(await visits()).toEqual([{ at: fifthAt(10), status: 'confirmed', version: 1 }])
    })

    test('a start that is not offered can’t be booked', async () => {
      await open()
      const ann = person('Анна')
      await choose(ann, '10:00')
      const confirm = ann.lastMessage().buttons[0]?.[0]?.data ?? ''
      const [seen = '', start = ''] = confirm.split('.').toReversed()
      const at = Number.parseInt(start, 36)
      for (const minutes of [at + 1, at - 12 * 60, at - 7 * 24 * 60, at + 365 * 24 * 60]) {
        const forged = [...confirm.split('.').slice(0, -2), minutes.toString(36), seen].join('.')
        await ann.tapsData(ann.lastMessage(), forged)
        expect(ann.lastMessage().text).not.toContain(say('Вы записаны', 'You’re booked'))
      }
      expect(await visits()).toEqual([])
    })

    test('what no button says is out of date, each time with the menu', async () => {
      await open()
      const ann = person('Анна')
      await ann.sends('/start')
      const card = ann.lastMessage()
      for (const data of [
        'x',
        'svc.0.',
        'b.zz.1',
        'ans.add_service.name.x',
        '💥'.repeat(16),
        'dlg.add_service',
        'leave',
      ]) {
        await ann.tapsData(card, data)
        expect(ann.toasts.at(-1)?.text).toBe(say('Эта кнопка уже не работает', 'That button no longer works'))
        expect(ann.lastMessage().text).toContain(say('Выберите внизу', 'Please choose what you need below'))
      }
      expect(ann.toasts).toHaveLength(7)
    })
  })
})
