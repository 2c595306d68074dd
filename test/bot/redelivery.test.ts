import { afterEach, describe, expect, test } from '@jest/globals'
import type { DraftStore } from '../../src/bot/drafts/draft-store.ts'
import { openBot, type OpenBot } from './open-bot.ts'

let open: OpenBot | undefined

async function start(wrap?: (drafts: DraftStore) => DraftStore): Promise<OpenBot> {
  open = await openBot(wrap && { wrap })
  await open.tenant.person('Анна')
  await open.writes(99, '/start')
  return open
}

afterEach(async () => {
  await open?.close()
  open = undefined
})

async function services({ tenant }: OpenBot) {
  return await tenant.db.query('select name, duration_min as minutes, price_minor as price from services')
}

/** What a process that died before it confirmed its updates gets again after its restart. */
describe('an update delivered again', () => {
  test('that answered a question repeats the next question', async () => {
    const salon = await start()
    await salon.taps(100, 'Добавить услугу')
    await salon.writes(101, '120')
    await salon.writes(101, '120')
    expect(salon.owner.lastMessage().text).toContain('Сколько длится услуга?')
    await salon.taps(102, '1 ч')
    await salon.taps(102, '1 ч')
    await salon.writes(103, '900')
    expect(await services(salon)).toEqual([{ name: '120', minutes: 60, price: 90_000 }])
  })

  test('that opened a dialog does not begin it anew', async () => {
    const salon = await start()
    await salon.taps(100, 'Добавить услугу')
    await salon.writes(101, 'Стрижка')
    await salon.taps(100, 'Добавить услугу')
    await salon.writes(101, 'Стрижка')
    await salon.writes(102, '60')
    await salon.writes(103, '900')
    expect(await services(salon)).toEqual([{ name: 'Стрижка', minutes: 60, price: 90_000 }])
  })

  test('from before the present question is no answer to it, and leaves no dialog', async () => {
    const salon = await start()
    await salon.writes(98, '/help')
    await salon.taps(100, 'Добавить услугу')
    await salon.writes(101, '120')
    await salon.writes(102, '45')
    const seen = salon.owner.screen().messages.length
    await salon.writes(98, '/help')
    await salon.writes(101, '120')
    expect(salon.owner.screen().messages).toHaveLength(seen)
    await salon.writes(103, '900')
    expect(await services(salon)).toEqual([{ name: '120', minutes: 45, price: 90_000 }])
  })

  test.each([
    ['Клиенты', 'По запросу «анна»: 1'],
    ['Новая запись', 'Нашлись по запросу «анна»:'],
    [
      'Найти запись',
      'Поиск записей\nКлиент: Анна\n\nНичего не нашлось. Уберите одно из условий или измените его.',
    ],
  ])(
    'that was looked for in «%s» shows again what was found, and is looked for further',
    async (list, found) => {
      const salon = await start()
      await salon.writes(100, '/admin')
      await salon.taps(101, list)
      for (const updateId of [102, 102, 103]) {
        const seen = salon.owner.screen().messages.length
        await salon.writes(updateId, 'анна')
        expect(salon.owner.screen().messages.length).toBeGreaterThan(seen)
        expect(salon.owner.lastMessage().text).toBe(found)
      }
    },
  )

  test('that finished a dialog, but died before the draft was cleared, does it once', async () => {
    let dies = true
    const salon = await start((drafts) => ({
      ...drafts,
      clear: async (actor) => {
        if (dies) throw new Error('the process dies here')
        await drafts.clear(actor)
      },
    }))
    await salon.taps(100, 'Добавить услугу')
    await salon.writes(101, 'Стрижка')
    await salon.writes(102, '60')
    await salon.writes(103, '900')
    dies = false
    await salon.writes(103, '900')
    expect(salon.owner.lastMessage().text).toContain('Услуга добавлена')
    expect(await services(salon)).toHaveLength(1)
  })

  test('that finished a dialog, but died before the last word was said, gets that word', async () => {
    let dies = false
    const salon = await start((drafts) => ({
      ...drafts,
      clear: async (actor) => {
        await drafts.clear(actor)
        if (dies) throw new Error('the process dies here')
      },
    }))
    await salon.taps(100, 'Добавить услугу')
    await salon.writes(101, 'Стрижка')
    await salon.writes(102, '60')
    dies = true
    await salon.writes(103, '900')
    const texts = salon.owner.screen().messages.map(({ text }) => text)
    expect(texts.filter((text) => text.includes('Услуга добавлена'))).toHaveLength(1)
  })
})

test('two processes that take two answers at once keep one of them', async () => {
  const salon = await start()
  await salon.taps(100, 'Добавить услугу')
  await Promise.all([salon.writes(101, 'Стрижка'), salon.writes(102, 'Маникюр')])
  await salon.writes(103, '60')
  await salon.writes(104, '900')
  expect(await services(salon)).toHaveLength(1)
  expect(await services(salon)).toEqual([expect.objectContaining({ minutes: 60, price: 90_000 })])
})

test('a list that can’t take words, since the drafts are out of reach, asks for none', async () => {
  const salon = await start((drafts) => ({
    ...drafts,
    save: () => Promise.reject(new Error('the drafts are out of reach')),
  }))
  await salon.writes(100, '/admin')
  await salon.taps(101, 'Клиенты')
  expect(salon.owner.lastMessage().text).toBe('Клиенты: 1\nСверху те, кто был недавно.')
  await salon.writes(102, '/admin')
  await salon.taps(103, 'Новая запись')
  expect(salon.owner.lastMessage().text).toBe('Кого записываем? Выберите из списка.')
})
