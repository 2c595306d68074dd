import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { BotAccount, Telegram } from '../../playground/server.ts'
import { confirmAll, openTelegram, type Caller } from './call.ts'

let telegram: Telegram
let bot: BotAccount
let call: Caller
let ann: Person

beforeEach(async () => {
  ;({ telegram, bot, call, ann } = await openTelegram())
})

afterEach(() => telegram.stop())

const say = (text: string, person = ann) => call('sendMessage', { chat_id: person.id, text })
const seen = () =>
  ann
    .screen()
    .messages.filter((message) => message.from === 'bot')
    .map((message) => message.text)

describe('faults', () => {
  test('the next calls of a method fail with the error that was asked for, and have no effect', async () => {
    const error = {
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    }
    telegram.faults.fails('sendMessage', error, { times: 2 })
    expect(await call('getMe')).toMatchObject({ ok: true })
    expect(await say('one')).toEqual({ ok: false, ...error })
    expect(await say('two')).toEqual({ ok: false, ...error })
    expect(await say('three')).toMatchObject({ ok: true })
    expect(seen()).toEqual(['three'])
  })

  test('a fault may be meant for one chat', async () => {
    const ben = telegram.person({ first_name: 'Ben' })
    ben.sendsWithoutWaiting('/start')
    telegram.faults.fails('*', { error_code: 500, description: 'Internal Server Error' }, { chatId: ben.id })
    expect(await say('one')).toMatchObject({ ok: true })
    expect(await say('one', ben)).toMatchObject({ error_code: 500 })
    expect(await say('two', ben)).toMatchObject({ ok: true })
  })

  test('a call is cut off before its effect', async () => {
    telegram.faults.cutsBefore('sendMessage')
    await expect(say('one')).rejects.toThrow('fetch failed')
    expect(seen()).toEqual([])
    expect(telegram.journal.at(-1)).toMatchObject({ method: 'sendMessage', answer: null })
  })

  test('a call is cut off after its effect', async () => {
    telegram.faults.cutsAfter('sendMessage')
    await expect(say('one')).rejects.toThrow('fetch failed')
    expect(seen()).toEqual(['one'])
  })

  test.each([
    { fault: 'hangs', effect: [] },
    { fault: 'hangsAfter', effect: ['one'] },
  ] as const)(
    'a call $fault until the caller gives up, and keeps the world from being idle so long',
    async ({ fault, effect }) => {
      telegram.faults[fault]('sendMessage')
      const abort = new AbortController()
      const url = `${telegram.apiRoot}/bot${bot.token}/sendMessage`
      const hanging = fetch(`${url}?chat_id=${ann.id}&text=one`, { signal: abort.signal })
      await telegram.until(() => telegram.journal.at(-1)?.method === 'sendMessage' || 'the call')
      await expect(telegram.idle(20)).rejects.toThrow('the call sendMessage')
      abort.abort()
      await expect(hanging).rejects.toThrow()
      await telegram.idle()
      expect(seen()).toEqual(effect)
    },
  )

  test('an update is delivered once more after it was confirmed', async () => {
    telegram.faults.deliversTwice()
    ann.sendsWithoutWaiting('one')
    ann.sendsWithoutWaiting('two')
    const [first, second] = (await call('getUpdates')).result ?? []
    const { result: again } = await call('getUpdates', { offset: second!.update_id + 1 })
    expect(again).toEqual([first])
    expect(await call('getUpdates', { offset: second!.update_id + 1 })).toEqual({ ok: true, result: [] })
  })

  test('the server goes away and comes back at the same address with nothing lost', async () => {
    ann.sendsWithoutWaiting('hello')
    await telegram.faults.goAway()
    await expect(call('getMe')).rejects.toThrow('fetch failed')
    await telegram.faults.comeBack()
    expect(await confirmAll(call)).toMatchObject([{ message: { text: 'hello' } }])
  })

  test('faults that struck nobody can be taken back', async () => {
    telegram.faults.cutsBefore('sendMessage', { times: 100 })
    telegram.faults.clear()
    expect(await say('one')).toMatchObject({ ok: true })
  })
})
