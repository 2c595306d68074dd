import type { TelegramUpdate } from '@gramio/types'
import fc from '../support/properties.ts'

export interface RandomWorld {
  /** Who wrote to the bot before, so that answers reach them. */
  readonly people: readonly { readonly id: number; readonly firstName: string }[]
  /** Data of buttons that the bot really has. */
  readonly buttons: readonly string[]
}

export interface RandomUpdate {
  readonly content: Record<string, unknown>
  /** Of the shape that Telegram sends; the others had something left out, put in or exchanged. */
  readonly isWhole: boolean
}

/** Anything that might reach a bot: each kind of update, whole or damaged. */
export function randomUpdate(world: RandomWorld): fc.Arbitrary<RandomUpdate> {
  const whole = wholeUpdate(world)
  const damaged = fc
    .tuple(whole, fc.array(damage, { minLength: 1, maxLength: 3 }))
    .map(([update, damages]) => {
      const copy = structuredClone(update)
      for (const one of damages) applyDamage(copy, one)
      return { content: copy, isWhole: false }
    })
  return fc.oneof(
    { weight: 3, arbitrary: whole.map((content) => ({ content, isWhole: true })) },
    { weight: 2, arbitrary: damaged },
    { weight: 1, arbitrary: meaningless.map((content) => ({ content, isWhole: false })) },
  )
}

const kinds = Object.keys({
  message: true,
  edited_message: true,
  channel_post: true,
  edited_channel_post: true,
  business_connection: true,
  business_message: true,
  edited_business_message: true,
  deleted_business_messages: true,
  guest_message: true,
  message_reaction: true,
  message_reaction_count: true,
  inline_query: true,
  chosen_inline_result: true,
  callback_query: true,
  shipping_query: true,
  pre_checkout_query: true,
  purchased_paid_media: true,
  poll: true,
  poll_answer: true,
  my_chat_member: true,
  chat_member: true,
  chat_join_request: true,
  chat_boost: true,
  removed_chat_boost: true,
  managed_bot: true,
  stopped_message_generation: true,
  subscription: true,
} satisfies Record<Exclude<keyof TelegramUpdate, 'update_id'>, true>)

/** Any JSON under the name of any kind, known or not. */
const meaningless = fc
  .tuple(
    fc.oneof(fc.constantFrom(...kinds), fc.string({ minLength: 1, maxLength: 20 })),
    fc.jsonValue({ maxDepth: 4 }),
  )
  .filter(([kind]) => kind !== 'update_id' && kind !== '__proto__')
  .map(([kind, content]) => ({ [kind]: content }))

function wholeUpdate(world: RandomWorld): fc.Arbitrary<Record<string, unknown>> {
  const from = sender(world)
  const inChat = from.chain((user) => chatFor(user).map((chat) => ({ from: user, chat })))
  const message = fc
    .tuple(inChat, content, fc.option(fc.constantFrom(...extras), { freq: 4 }))
    .map(([place, body, extra]) => ({
      message_id: 1_000_000,
      date: 1_772_000_000,
      ...place,
      ...body,
      ...extra,
    }))
  const tap = fc
    .tuple(
      inChat,
      fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) },
        fc.constantFrom('gone' as const, 'inline' as const),
      ),
      buttonData(world),
    )
    .map(([place, on, data]) => ({
      id: 'whole',
      chat_instance: '1',
      from: place.from,
      ...tapped(place, on),
      data,
    }))
  const membership = fc
    .tuple(inChat, fc.constantFrom('member', 'kicked', 'left', 'administrator', 'restricted', 'creator'))
    .map(([place, status]) => ({
      ...place,
      date: 1,
      old_chat_member: { status: 'member', user: bot },
      new_chat_member: { status, user: bot },
    }))
  const others = kinds.filter((kind) => !['message', 'callback_query', 'my_chat_member'].includes(kind))
  return fc.oneof(
    { weight: 10, arbitrary: message.map((one) => ({ message: one })) },
    { weight: 8, arbitrary: tap.map((one) => ({ callback_query: one })) },
    { weight: 1, arbitrary: membership.map((one) => ({ my_chat_member: one })) },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom(...others), message).map(([kind, one]) => ({ [kind]: one })),
    },
  )
}

const bot = { id: 7_000_000_001, is_bot: true, first_name: 'Salon', username: 'salon_bot' }

const name = fc.oneof(
  fc.constantFrom(
    'Анна',
    'A',
    '<b>x</b>',
    '&amp;',
    "' or 1=1 --",
    '{name}',
    '🙂',
    '\u202eanna',
    '\u0000',
    '\ud83d',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }),
)

interface User {
  readonly id: number
  readonly first_name: string
}

function sender({ people }: RandomWorld): fc.Arbitrary<User> {
  const known = fc.constantFrom(...people).map(({ id, firstName }) => ({ id, first_name: firstName }))
  const other = fc.record({ id: fc.integer({ min: 1, max: 2 ** 52 }), first_name: name })
  const details = fc.record(
    {
      last_name: name,
      username: name,
      language_code: fc.constantFrom('ru', 'en', 'de', 'pt-br', 'zh-hans', '', 'xx-YY-zz', '../../etc'),
      is_premium: fc.constant(true),
    },
    { requiredKeys: [] },
  )
  return fc
    .tuple(fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: other }), fc.option(details))
    .map(([user, more]) => ({ ...user, is_bot: false, ...more }))
}

function chatFor(user: User): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant({ id: user.id, type: 'private', first_name: user.first_name }) },
    {
      weight: 1,
      arbitrary: fc.constant({ id: -100_123, type: 'supergroup', title: 'Group', is_forum: true }),
    },
    { weight: 1, arbitrary: fc.constant({ id: -5, type: 'group', title: 'Group' }) },
    { weight: 1, arbitrary: fc.constant({ id: -100_777, type: 'channel', title: 'Channel' }) },
  )
}

const text = fc.oneof(
  fc.constantFrom(
    ...[
      '/start',
      '/start s_1',
      '/start ' + 'x'.repeat(64),
      '/book',
      '/my',
      '/help',
      '/language',
      '/cancel',
      '/admin',
    ],
    ...['/', '//', '/start@salon_bot', '/start@other_bot', '/СТАРТ', '/start\n/cancel', ' /start'],
    ...[
      'Записаться',
      'Мои записи',
      'Book',
      'My bookings',
      'записаться',
      'Да',
      '60',
      '1500',
      '0',
      '-1',
      '1e9',
      'час',
    ],
    ...[
      '<b>bold',
      '</b>',
      '<script>alert(1)</script>',
      '&lt;',
      '{name}',
      "it's {0, plural, other {#}}",
      '%s %d',
    ],
    ...[
      '🙂',
      '👨‍👩‍👧‍👦'.repeat(500),
      'שלום עולם',
      'مرحبا',
      '\u202e\u202d\u2066',
      '\u200b',
      '\u0000',
      '\ud83d',
      '\n\n\n',
      ' ',
    ],
  ),
  fc.constantFrom(1, 100, 4095, 4096, 4097, 10_000).map((length) => 'ж'.repeat(length)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
)

const entities = fc.array(
  fc.record({
    type: fc.constantFrom('bot_command', 'bold', 'url', 'text_link', 'mention', 'custom_emoji', 'unheard_of'),
    offset: fc.integer({ min: -1, max: 5000 }),
    length: fc.integer({ min: -1, max: 5000 }),
  }),
  { maxLength: 5 },
)

const file = { file_id: 'a', file_unique_id: 'b', file_size: 1 }

const content: fc.Arbitrary<object> = fc.oneof(
  {
    weight: 6,
    arbitrary: text.map((typed) => ({
      text: typed,
      ...(typed.startsWith('/') && {
        entities: [{ type: 'bot_command', offset: 0, length: /^\S+/.exec(typed)![0].length }],
      }),
    })),
  },
  { weight: 1, arbitrary: fc.record({ text, entities }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<object>(
      { photo: [{ ...file, width: 1, height: 1 }], caption: '/start' },
      { photo: [] },
      { sticker: { ...file, type: 'regular', emoji: '🙂' } },
      { voice: { ...file, duration: 1 } },
      { video_note: { ...file, length: 1, duration: 1 } },
      { document: { ...file, file_name: '../../x.exe' }, caption: 'x'.repeat(1024) },
      { contact: { phone_number: '+79990000000', first_name: 'Я', user_id: 1 } },
      { contact: { phone_number: '', first_name: '' } },
      { location: { latitude: 1e308, longitude: -1e308 } },
      { venue: { location: {}, title: '', address: '' } },
      { poll: { id: '1', question: 'q', options: [] } },
      { dice: { emoji: '🎲', value: 6 } },
      { game: {} },
      { story: {} },
      { pinned_message: { message_id: 1, date: 0 } },
      { new_chat_members: [bot] },
      { left_chat_member: bot },
      { group_chat_created: true },
      { migrate_to_chat_id: -1 },
      { successful_payment: { total_amount: -1 } },
      { users_shared: { request_id: 1, users: [] } },
      { web_app_data: { data: '{}', button_text: '' } },
      {},
    ),
  },
)

const extras = [
  { forward_origin: { type: 'hidden_user', sender_user_name: 'x', date: 1 } },
  { reply_to_message: { message_id: 1, date: 0, text: 'x' } },
  { via_bot: bot },
  { is_topic_message: true, message_thread_id: 7 },
  { business_connection_id: 'x' },
  { sender_chat: { id: -100_777, type: 'channel' } },
  { media_group_id: '1' },
  { edit_date: 1 },
]

function buttonData({ buttons }: RandomWorld): fc.Arbitrary<string> {
  const real = fc.constantFrom(...buttons)
  const changed = fc
    .tuple(
      real,
      fc.nat(8),
      fc.oneof(
        fc.nat(200).map((n) => n.toString(36)),
        fc.string({ maxLength: 12 }),
      ),
    )
    .map(([data, index, part]) =>
      data
        .split('.')
        .with(index % data.split('.').length, part)
        .join('.'),
    )
  return fc.oneof(
    { weight: 6, arbitrary: real },
    { weight: 4, arbitrary: changed },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 64 }) },
  )
}

/** `on`: the number of a message in the chat. */
function tapped({ from, chat }: { from: object; chat: object }, on: number | 'gone' | 'inline'): object {
  if (on === 'inline') return { inline_message_id: 'x' }
  if (on === 'gone') return { message: { message_id: 999_999, chat, date: 0 } }
  return { message: { message_id: on, chat, from, date: 1_772_000_000, text: 'x' } }
}

/** Something left out, exchanged, or put where it does not belong. */
interface Damage {
  readonly at: number
  readonly does: 'leave out' | 'exchange' | 'add'
  readonly odd: unknown
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  does: fc.constantFrom('leave out', 'exchange', 'add'),
  odd: fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      0,
      -1,
      0.5,
      1e308,
      2 ** 53,
      true,
      [],
      {},
      [[]],
      [null],
      'x'.repeat(5000),
    ),
    fc.constantFrom(10, 400).map((depth) => nested(depth)),
    fc.jsonValue({ maxDepth: 3 }),
  ),
})

function nested(depth: number): unknown {
  let value: unknown = 'end'
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function applyDamage(update: Record<string, unknown>, { at, does, odd }: Damage): void {
  const places = placesIn(update)
  const place = places[at % places.length]
  if (place === undefined) return
  const { owner, key } = place
  if (does === 'leave out') Reflect.deleteProperty(owner, key)
  else if (does === 'exchange') owner[key] = odd
  else owner[`${key}_more`] = odd
}

interface Place {
  readonly owner: Record<string, unknown>
  readonly key: string
}

/** Every member of the update, however deep; not those that damage put there. */
function placesIn(owner: Record<string, unknown>, depth = 0): Place[] {
  if (depth > 6) return []
  return Object.entries(owner).flatMap(([key, value]) => [
    { owner, key },
    ...(typeof value === 'object' && value !== null
      ? placesIn(value as Record<string, unknown>, depth + 1)
      : []),
  ])
}
