import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Update } from 'telegraf/types'
import { withPreparedStatements } from '../support/prepare-statements.ts'
import { openBot, type OpenBot } from './open-bot.ts'

let open: OpenBot

beforeAll(async () => {
  open = await withPreparedStatements(() => openBot({ isDirect: true }))
})

afterAll(async () => {
  await open.close()
})

const kinds = [
  'message',
  'callback_query',
  'my_chat_member',
  'edited_message',
  'channel_post',
  'inline_query',
  'chosen_inline_result',
  'poll',
  'poll_answer',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'pre_checkout_query',
  'shipping_query',
  'business_message',
  'purchased_paid_media',
]

const members = [
  ...['message_id', 'chat', 'from', 'text', 'entities', 'data', 'message', 'id', 'type', 'first_name'],
  ...[
    'photo',
    'sticker',
    'date',
    'new_chat_member',
    'status',
    'language_code',
    'username',
    'caption',
    'contact',
  ],
]

const texts = fc.oneof(
  fc.constantFrom(
    '/start',
    '/cancel',
    '/book@salon_bot',
    'Записаться',
    'private',
    'member',
    'kicked',
    '\0',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('Ж'.repeat(4096)),
)

const data = fc.oneof(
  fc.constantFrom(
    'book',
    'svc.1.',
    'cal.1....',
    'my.past.9',
    'dlg.add_service',
    'leave.add_service',
    'nil',
    'b.1',
    'lang.en',
  ),
  fc
    .tuple(
      fc.constantFrom(
        'svc',
        'cal',
        'day',
        'time',
        'ok',
        'mvok',
        'b',
        'cx',
        'cxok',
        'come',
        'ans',
        'skip',
        'back',
      ),
      fc.array(fc.stringMatching(/^[a-z0-9]{0,8}$/), { maxLength: 7 }),
    )
    .map(([name, parts]) => [name, ...parts].join('.')),
  fc.string({ unit: 'binary', maxLength: 64 }),
)

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    texts,
    data,
    fc.integer(),
    fc.constantFrom(null, true, -0, 1e300, Number.MAX_SAFE_INTEGER),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...members), tie('any'), { maxKeys: 6 }),
  ),
})).any

/** What a person could send, with anything inside. */
const from = () =>
  fc.record(
    {
      id: fc.oneof(fc.constant(open.owner.id), fc.integer({ min: 1 }), fc.maxSafeInteger()),
      is_bot: fc.boolean(),
      first_name: texts,
      last_name: fc.oneof(texts, value),
      username: fc.oneof(texts, value),
      language_code: fc.oneof(fc.constantFrom('ru', 'en', 'xx'), value),
    },
    { requiredKeys: ['id', 'first_name'] },
  )

const chat = () =>
  fc.record({
    id: fc.oneof(fc.constant(open.owner.id), fc.integer()),
    type: fc.constantFrom('private', 'private', 'group', 'supergroup', 'channel', 'moon'),
  })

const message = () =>
  fc.record(
    {
      message_id: fc.nat(),
      date: fc.nat(),
      chat: chat(),
      from: from(),
      text: texts,
      entities: fc.oneof(fc.constant([{ type: 'bot_command', offset: 0, length: 6 }]), value),
      photo: value,
      new_chat_title: value,
    },
    { requiredKeys: ['message_id', 'chat', 'from'] },
  )

const tap = () =>
  fc.record({ id: texts, from: from(), data, message: message() }, { requiredKeys: ['id', 'from'] })

const updates = () =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ update_id: fc.nat(), message: message() }) },
    { weight: 4, arbitrary: fc.record({ update_id: fc.nat(), callback_query: tap() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        update_id: fc.nat(),
        my_chat_member: fc.record({ chat: chat(), from: from(), new_chat_member: value }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.nat(), fc.constantFrom(...kinds), value)
        .map(([update_id, kind, content]) => ({ update_id, [kind]: content })),
    },
    { weight: 1, arbitrary: value },
  )

test('no update, of any kind or shape, ends the bot or is a bug to it', async () => {
  const { bot, owner, telegram, tenant, writes } = open
  await fc.assert(
    fc.asyncProperty(updates(), async (update) => {
      await bot.handle(update as Update)
    }),
    { numRuns: 10_000 },
  )
  const errors = tenant.logged
    .filter(({ level }) => level === 'error')
    .map(({ fields }) => (fields as { err: Error }).err)
  expect([...new Set(errors.map(({ message }) => message))]).toEqual([])
  expect(telegram.schemaViolations).toEqual([])
  await writes(4_000_000_000, '/help')
  expect(owner.lastMessage().text).toMatch(/\/book/)
}, 600_000)
