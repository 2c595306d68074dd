import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { ownVisit, timeButton } from '../../src/bot/client/booking/buttons.ts'
import { staffFields } from '../../src/domain/staff-fields.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { hearsNext, openSalon, type Salon } from '../support/salon.ts'

let salon: Salon
let owner: Person

beforeEach(async () => {
  salon = await openSalon({
    backend: 'postgresql',
    specialists: [],
    services: [{ name: 'Стрижка' }, { name: 'Маникюр', priceMinor: 100_000 }],
  })
  owner = salon.owner
  await owner.sends('/start')
})

afterEach(async () => {
  await salon.close()
  expect(salon.logged.filter(({ level }) => level === 'error')).toEqual([])
  expect(salon.telegram.schemaViolations).toEqual([])
})

const business = 'Салон «Вера»'

async function staffRow(name: string): Promise<Record<string, unknown>> {
  const [row] = await salon.db.query<Record<string, unknown>>('select * from staff where name = $1', [name])
  return row ?? {}
}

async function add(name: string): Promise<void> {
  await owner.sends('/admin')
  await owner.taps('Специалисты')
  await owner.taps('Добавить специалиста')
  await owner.sends(name)
}

async function openCard(name: string, person = owner): Promise<void> {
  await person.sends('/admin')
  await person.taps('Специалисты')
  await person.taps(name)
}

/** Somebody with a role, by hand: the row has their name. */
async function hire(person: Person, name: string, role: string): Promise<void> {
  await person.sends('/start')
  await salon.db.query(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, version)
     values ($4, $1, $2, $2 = 'specialist', '{}', 9, $3, 1)`,
    [person.id, role, salon.clock.now(), name],
  )
}

/** The first service, on a day of March at noon in Moscow. */
async function book(client: string, name: string, day = '03'): Promise<void> {
  const person = salon.person(client)
  await person.sends('/start')
  const [ids] = await salon.db.query<{ serviceId: number; staffId: number }>(
    `select (select min(id) from services) as "serviceId", (select id from staff where name = $1) as "staffId"`,
    [name],
  )
  const data = timeButton.pack({
    ...ownVisit,
    serviceIds: [ids!.serviceId],
    staffId: ids!.staffId,
    date: `2026-03-${day}` as LocalDate,
    page: 0,
    startsAt: new Date(`2026-03-${day}T09:00:00Z`),
  })
  await person.tapsData(person.lastMessage(), data)
  await person.taps('Подтвердить')
  await hearsNext(salon, owner, `Клиент: ${client}`)
}

const labels = (person: Person) => person.lastMessage().keyboard

describe('the team', () => {
  test('begins with the business; with the second specialist clients see names, and the owner is told', async () => {
    await owner.sends('/admin')
    await owner.taps('Специалисты')
    expect(owner.lastMessage().text).toContain('Пока специалист один, клиенты имени не видят')
    expect(labels(owner)).toEqual([
      [business],
      ['Добавить специалиста'],
      ['Я тоже принимаю клиентов'],
      ['Панель'],
    ])
    for (const tap of ['Добавить специалиста', 'Не добавлять']) await owner.taps(tap)
    expect(owner.lastMessage().text).toContain('Пока специалист один, клиенты имени не видят')
    await add('Мария')
    expect(owner.lastMessage().text).toContain(`клиенты выбирают по имени: ${business} или Мария`)
    await owner.taps(`Переименовать: ${business}`)
    await owner.sends('Ольга')
    expect(owner.lastMessage().text).toMatch(/^Сохранили\.\n\nОльга\n/)
    const anna = salon.person('Анна')
    await anna.sends('/book')
    await anna.taps(/Стрижка/)
    expect(labels(anna)).toEqual([['Любой специалист'], ['Ольга'], ['Мария'], ['‹ Назад']])
    await add('Ирина')
    expect(owner.lastMessage().text).not.toContain('Переименовать')
  })

  test('an owner who sees clients is of it by two taps, and can’t be archived', async () => {
    await owner.sends('/admin')
    await owner.taps('Специалисты')
    await owner.taps('Я тоже принимаю клиентов')
    expect(owner.lastMessage().text).toContain('Если он тоже принимает клиентов')
    await owner.taps('Принимать записи')
    expect(labels(owner).flat()).not.toContain('В архив')
    await owner.taps('‹ Назад')
    expect(labels(owner).slice(0, 2)).toEqual([[business], ['Admin']])
    const { id, version } = await staffRow('Admin')
    await owner.tapsData(owner.lastMessage(), `stst.${Number(id).toString(36)}.${Number(version)}.archive`)
    expect(await staffRow('Admin')).toMatchObject({ role: 'super_admin', archived_at: null })
  })

  test('speaks English', async () => {
    const olivia = salon.person('Olivia', 'en')
    await hire(olivia, 'Olivia', 'super_admin')
    await olivia.sends('/admin')
    await olivia.taps('Specialists')
    await olivia.taps('Add a specialist')
    await olivia.sends('Kate')
    expect(olivia.lastMessage().text).toContain('There are two specialists now')
    await olivia.taps('Open the card')
    expect(olivia.lastMessage().text).toContain('Link for clients: https://t.me/salon_bot?start=m_')
    await olivia.taps('Archive')
    expect(olivia.lastMessage().text).toContain('There are no upcoming bookings.')
    await olivia.taps('Archive')
    await olivia.taps('Bring back')
    expect(olivia.lastMessage().text).toContain('Takes no bookings')
  })
})

describe('a card', () => {
  test('takes a name, a few words and a photo, and clients see them', async () => {
    await add('Мария')
    await owner.taps('Открыть карточку')
    await owner.taps('О специалисте')
    await owner.sends('Любит <b>кудри</b>.\nДесять лет опыта.')
    expect(owner.lastMessage().text).toContain('Любит <b>кудри</b>.\nДесять лет опыта.')
    await owner.taps('Фото')
    await owner.sendsPhoto('это я')
    expect(owner.lastMessage().text).toMatch(/^Сохранили\.[^]*Фото: есть/)
    await owner.taps('Как видят клиенты')
    expect(owner.lastMessage()).toMatchObject({ media: { kind: 'photo' } })
    await owner.taps('‹ Назад')
    const link = /start=(m_\d+)/.exec(owner.lastMessage().text)?.[1]
    const anna = salon.person('Анна')
    await anna.sends(`/start ${link}`)
    expect(anna.lastMessage()).toMatchObject({ media: { kind: 'photo' } })
    expect(anna.lastMessage().text).toContain('Любит <b>кудри</b>.')
    await owner.taps('Фото')
    await owner.taps('Без фото')
    await owner.taps('О специалисте')
    await owner.taps('Без описания')
    expect(await staffRow('Мария')).toMatchObject({ bio: null, photo_file_id: null })
    const log = await salon.db.query(
      `select distinct after from audit_log where action = 'staff.edit' order by 1`,
    )
    expect(log).toEqual([{ after: { changed: 'bio' } }, { after: { changed: 'photo_file_id' } }])
  })

  test('explains what is no answer, and asks again', async () => {
    await openCard(business)
    for (const [label, answers, problem] of [
      ['Имя', ['Ж', 'Ж'.repeat(61), 'Ж'.repeat(4096), '\u200b\u200b'], /^В имени может быть/],
      ['О специалисте', ['Ж'.repeat(501)], /^Получилось длинно: сюда поместится до 500/],
      ['Фото', ['вот', 'Ж'.repeat(4096)], /^Пришлите, пожалуйста, фото/],
    ] as const) {
      await owner.taps(label)
      for (const typed of answers) {
        await owner.sends(typed)
        expect(owner.lastMessage().text).toMatch(problem)
      }
      await owner.sendsVoice()
      expect(owner.lastMessage().text).toMatch(label === 'Фото' ? problem : /^Напишите, пожалуйста, текстом/)
      if (label !== 'Фото') {
        await owner.sendsPhoto('Ольга')
        expect(owner.lastMessage().text).toMatch(/^Напишите, пожалуйста, текстом/)
      }
      await owner.taps('‹ Назад')
      expect(owner.lastMessage().text).toContain('Предстоящих записей')
    }
    for (const leaving of ['/start', '/cancel', 'Записаться', 'Мои записи']) {
      await openCard(business)
      await owner.taps('Имя')
      await owner.sends(leaving)
      await owner.sends('Ольга')
    }
    expect(await staffRow(business)).toMatchObject({ version: 1 })
  })

  test('of somebody who left: visits are listed and stay, and they come back as they were', async () => {
    await add('Мария')
    await book('Анна', 'Мария')
    await book('Борис', 'Мария', '04')
    await openCard('Мария')
    await owner.taps('Записи: 2')
    expect(labels(owner)[0]).toEqual(['вт, 3 марта, 12:00 · Анна'])
    await owner.taps('‹ Назад')
    await owner.taps('В архив')
    expect(owner.lastMessage().text).toContain('2 предстоящие записи останутся в силе:')
    expect(owner.lastMessage().text).toContain('ср, 4 марта, 12:00, Борис: Стрижка')
    await owner.taps('Нет, оставить как есть')
    await owner.taps('В архив')
    await owner.taps('Убрать в архив')
    expect(owner.lastMessage().text).toContain('В архиве: записаться нельзя')
    expect(await salon.db.query('select distinct status from bookings')).toEqual([{ status: 'confirmed' }])
    await owner.taps('‹ Назад')
    await owner.taps('Мария')
    await owner.taps('Вернуть из архива')
    await owner.taps('Принимать записи')
    expect(owner.lastMessage().text).toContain('Место в списке: 2 из 2')
  })

  test('moves up and down, and the order is the clients’ order', async () => {
    await add('Мария')
    await openCard('Мария')
    await owner.taps('Выше')
    expect(owner.lastMessage().text).toContain('Место в списке: 1 из 2')
    const anna = salon.person('Анна')
    await anna.sends('/book')
    await anna.taps(/Стрижка/)
    expect(labels(anna)[1]).toEqual(['Мария'])
  })

  test('says when clients have nobody left to book', async () => {
    await openCard(business)
    await owner.taps('Не принимать записи')
    expect(owner.lastMessage().text).toContain('Сейчас клиентам не к кому записаться')
    await owner.taps('‹ Назад')
    expect(labels(owner)[0]).toEqual([`${business} · записи не принимает`])
  })
})

describe('who performs what', () => {
  test('is ticked from the specialist, with own price and time, and from the service', async () => {
    await add('Мария')
    await book('Анна', 'Мария')
    await openCard('Мария')
    await owner.taps('Услуги: 2 из 2')
    expect(labels(owner)[0]).toEqual(['✓ Стрижка', '1 ч · 1 500 ₽'])
    await owner.taps('1 ч · 1 500 ₽')
    await owner.taps('Своя цена')
    await owner.sends('2 000')
    expect(owner.lastMessage().text).toMatch(
      /^Сохранили\. 1 предстоящая запись останется[^]*Цена: 2 000 ₽ \(своя\)\nВремя: 1 ч \(как у услуги\)/,
    )
    await owner.taps('Своё время')
    await owner.taps('1 ч 30 мин')
    await owner.taps('Своя цена')
    await owner.taps('Как у услуги')
    expect(owner.lastMessage().text).toContain('Цена: 1 500 ₽ (как у услуги)')
    await owner.taps('‹ Назад')
    expect(labels(owner)[0]).toEqual(['✓ Стрижка', '1 ч 30 мин · 1 500 ₽'])
    await owner.taps('✓ Стрижка')
    expect(owner.lastMessage().text).toMatch(
      /^Мария больше не делает «Стрижка»\. Раньше эту услугу делали все, теперь только отмеченные \(сейчас 1\)\.[^]* 1 предстоящая/,
    )
    const anna = salon.person('Нина')
    await anna.sends('/book')
    await anna.taps(/Стрижка/)
    expect(anna.lastMessage().text).toContain('Какой день вам подходит?')

    await owner.sends('/admin')
    await owner.taps('Услуги')
    await owner.taps(/^Стрижка/)
    expect(owner.lastMessage().text).toContain('Делают: 1 из 2')
    await owner.taps('Кто делает')
    await owner.taps(`✓ ${business}`)
    expect(owner.lastMessage().text).toMatch(/^Эту услугу должен делать хотя бы один/)
    await owner.taps('Мария')
    expect(owner.lastMessage().text).toMatch(/^«Стрижка» теперь делает и Мария\./)
    expect(labels(owner).slice(0, 2)).toEqual([
      [`✓ ${business}`, '1 ч · 1 500 ₽'],
      ['✓ Мария', '1 ч · 1 500 ₽'],
    ])
  })

  test('of somebody new is asked where some were chosen, and archiving says what nobody does then', async () => {
    await add('Мария')
    await openCard(business)
    await owner.taps('Услуги: 2 из 2')
    await owner.taps('✓ Стрижка')
    await add('Ольга')
    expect(owner.lastMessage().text).toContain('Услуг пока 1 из 2: остальные вы поручили')
    await owner.taps('Услуги: 1 из 2')
    expect(labels(owner)[0]).toEqual(['Стрижка'])
    await openCard('Мария')
    await owner.taps('В архив')
    expect(owner.lastMessage().text).toContain('Больше никто не делает: «Стрижка».')
  })
})

test('of two who change a specialist at once, the slower sees what the faster made of it', async () => {
  const zoya = salon.person('Зоя')
  await hire(zoya, 'Зоя', 'super_admin')
  await openCard(business)
  const seen = owner.lastMessage()
  await openCard(business, zoya)
  await zoya.taps('Имя')
  await zoya.sends('Ольга')
  const id = Number((await staffRow('Ольга'))['id']).toString(36)
  for (const data of [`stst.${id}.1.hide`, `stst.${id}.1.archive`, `sta.${id}.1`]) {
    await owner.tapsData(seen, data)
    expect(owner.lastMessage().text).toMatch(/^Пока вы думали[^]*Ольга/)
  }
  expect(await staffRow('Ольга')).toMatchObject({ bookable: true, version: 2 })
})

describe('for whoever may not', () => {
  const changes = (id: string) => [
    ...staffFields.map((field) => `ste.${id}.${field}`),
    `stm.${id}.down`,
    `sta.${id}.1`,
    ...['show', 'hide', 'archive', 'restore'].map((step) => `stst.${id}.1.${step}`),
    'dlg.add_staff',
    'dlg.stf_name',
    ...['yes', 'no'].map((performs) => `stt.${id}.1.staff.0.1.${performs}`),
    `stx.${id}.1.service.0`,
    ...['priceMinor', 'durationMin'].map((field) => `stxe.${id}.1.staff.0.${field}`),
    'svp.1.0',
    'skip.stf_bio.value',
  ]
  const looks = (id: string) => [
    'stl.current.0',
    'stl.archived.0',
    `sto.${id}`,
    `stp.${id}`,
    `stv.${id}.0`,
    `sts.${id}.0`,
  ]
  const untouched = async () =>
    expect(
      await salon.db.query(
        `select 1 from staff where version > 1 or name = 'Ева' union all select 1 from staff_services`,
      ),
    ).toEqual([])

  test('a client meets nothing of it', async () => {
    const eve = salon.person('Ева')
    await eve.sends('/start')
    await eve.tapsData(eve.lastMessage(), 'nonsense.1')
    const unknown = eve.lastMessage().text
    for (const data of [...looks('1'), 'stme', ...changes('1')]) {
      await eve.tapsData(eve.lastMessage(), data)
      expect({ data, text: eve.lastMessage().text }).toEqual({ data, text: unknown })
    }
    await untouched()
  })

  test('a specialist sees their own card, and nobody else’s', async () => {
    const maria = salon.person('Мария')
    await hire(maria, 'Мария', 'specialist')
    await maria.sends('/admin')
    expect(labels(maria).flat()).not.toContain('Специалисты')
    await maria.taps('Моя карточка')
    expect(maria.lastMessage().text).toMatch(/^Мария\n\nУслуги: все/)
    expect(labels(maria)).toEqual([['Услуги: 2 из 2', 'Часы работы'], ['Панель']])
    const card = maria.lastMessage()
    const own = Number((await staffRow('Мария'))['id']).toString(36)
    for (const data of [...looks('1'), ...changes('1'), ...changes(own)]) {
      await maria.tapsData(card, data)
      expect({ data, text: maria.lastMessage().text }).toMatchObject({
        text: expect.stringContaining('Эта кнопка уже не работает'),
      })
    }
    await untouched()
  })

  test('a moderator looks, and changes nothing', async () => {
    const zoya = salon.person('Зоя')
    await hire(zoya, 'Зоя', 'moderator')
    await openCard(business, zoya)
    expect(labels(zoya)).toEqual([
      ['Услуги: 2 из 2', 'Часы работы'],
      ['‹ Назад', 'Панель'],
    ])
    const card = zoya.lastMessage()
    for (const data of changes('1').filter((data) => !/^(st[tx]|svp)/.test(data))) {
      await zoya.tapsData(card, data)
      expect({ data, text: zoya.lastMessage().text }).toMatchObject({
        text: expect.stringContaining('Эта кнопка уже не работает'),
      })
    }
    await untouched()
  })
})
