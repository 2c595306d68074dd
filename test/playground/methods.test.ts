import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { BotAccount, Telegram } from '../../playground/server.ts'
import { openTelegram, type Caller } from './call.ts'

let telegram: Telegram
let bot: BotAccount
let call: Caller
let ann: Person

beforeEach(async () => {
  ;({ telegram, bot, call, ann } = await openTelegram())
})

afterEach(async () => {
  await telegram.stop()
  expect(telegram.schemaViolations).toEqual([])
})

/** A PNG's signature and header are all that the server reads. */
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000140000000a0802000000', 'hex')

async function upload(method: string, fields: Record<string, string | Blob>): Promise<unknown> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ chat_id: String(ann.id), ...fields })) form.set(name, value)
  const response = await fetch(`${telegram.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    body: form,
  })
  return response.json()
}

async function send(text: string): Promise<number> {
  return (await call('sendMessage', { chat_id: ann.id, text })).result?.message_id ?? 0
}

const done = { ok: true, result: true }

describe('files', () => {
  test('a document is uploaded, described, downloaded, and sent again by its id', async () => {
    await upload('sendDocument', { document: new Blob(['a;b'], { type: 'text/csv' }), caption: 'List' })
    const sent = ann.lastMessage()
    expect(sent).toMatchObject({ text: 'List', media: { kind: 'document', size: 3 } })
    expect(ann.file(sent).toString()).toBe('a;b')

    const file_id = sent.media !== null && 'fileId' in sent.media ? sent.media.fileId : ''
    const { result: file } = await call('getFile', { file_id })
    const response = await fetch(`${telegram.apiRoot}/file/bot${bot.token}/${file?.file_path ?? ''}`)
    expect(await response.text()).toBe('a;b')
    expect(await call('sendDocument', { chat_id: ann.id, document: file_id })).toMatchObject({
      result: { document: { file_id, mime_type: 'text/csv' } },
    })
  })

  test('a photo has the size of its picture', async () => {
    expect(await upload('sendPhoto', { photo: new Blob([png]) })).toMatchObject({
      result: { photo: [{ width: 20, height: 10, file_size: png.length }] },
    })
  })

  test('a file that is not there is refused', async () => {
    const wrong = 'Bad Request: wrong file identifier/HTTP URL specified'
    expect(await call('sendPhoto', { chat_id: ann.id, photo: 'unknown' })).toMatchObject({
      description: wrong,
    })
    expect(await call('getFile', { file_id: 'unknown' })).toMatchObject({
      description: 'Bad Request: invalid file_id',
    })
    expect((await fetch(`${telegram.apiRoot}/file/bot${bot.token}/documents/none`)).status).toBe(404)
    expect((await fetch(`${telegram.apiRoot}/file/bot1:wrong/documents/none`)).status).toBe(404)
  })

  test('an album names its parts by attach://', async () => {
    const media = [
      { type: 'photo', media: 'attach://first', caption: '<b>Both</b>', parse_mode: 'HTML' },
      { type: 'photo', media: 'attach://second' },
    ]
    const fields = { media: JSON.stringify(media), first: new Blob([png]), second: new Blob([png]) }
    expect(await upload('sendMediaGroup', fields)).toMatchObject({
      result: [
        { caption: 'Both', caption_entities: [{ type: 'bold' }], photo: [{ width: 20 }] },
        { photo: [{ width: 20 }] },
      ],
    })
  })

  test('media can be exchanged for other media', async () => {
    await upload('sendPhoto', { photo: new Blob([png]), caption: 'Before' })
    const { id } = ann.lastMessage()
    const media = JSON.stringify({ type: 'document', media: 'attach://new', caption: 'After' })
    await upload('editMessageMedia', { message_id: String(id), media, new: new Blob(['x']) })
    expect(ann.lastMessage()).toMatchObject({ id, text: 'After', media: { kind: 'document' } })
  })
})

describe('messages', () => {
  test('places and contacts are shown as such', async () => {
    const place = { chat_id: ann.id, latitude: 52.5, longitude: 13.4 }
    await call('sendLocation', place)
    expect(ann.lastMessage().media).toEqual({ kind: 'location', latitude: 52.5, longitude: 13.4 })
    await call('sendVenue', { ...place, title: 'Salon', address: 'Main street 1' })
    expect(ann.lastMessage().media).toEqual({ kind: 'venue', title: 'Salon', address: 'Main street 1' })
    await call('sendContact', { chat_id: ann.id, phone_number: '+49301', first_name: 'Salon' })
    expect(ann.lastMessage().media).toEqual({ kind: 'contact', phone: '+49301', name: 'Salon' })
  })

  test('an action is news for the phone and nothing else', async () => {
    const kinds: string[] = []
    telegram.world.onChange((change) => kinds.push(change.kind))
    expect(await call('sendChatAction', { chat_id: ann.id, action: 'typing' })).toEqual(done)
    expect(kinds).toEqual(['action'])
  })

  test('deleted messages are gone, and unknown ones are passed over', async () => {
    const [one, two, three] = [await send('one'), await send('two'), await send('three')]
    expect(await call('deleteMessage', { chat_id: ann.id, message_id: one })).toEqual(done)
    expect(await call('deleteMessages', { chat_id: ann.id, message_ids: [two, 4711] })).toEqual(done)
    const left = ann.screen().messages.filter((message) => message.from === 'bot')
    expect(left.map((message) => message.id)).toEqual([three])
  })

  test('a copy has no sender, a forward names it', async () => {
    const [greeting] = ann.screen().messages
    const both = { chat_id: ann.id, from_chat_id: ann.id, message_id: greeting!.id }
    expect((await call('copyMessage', both)).result).toEqual({ message_id: greeting!.id + 1 })
    expect(ann.lastMessage()).toMatchObject({ text: '/start', from: 'bot' })
    expect((await call('forwardMessage', both)).result).toMatchObject({
      text: '/start',
      forward_origin: { type: 'user', sender_user: { id: ann.id } },
    })
  })

  test('a reply points at what it answers', async () => {
    const [greeting] = ann.screen().messages
    const reply = { chat_id: ann.id, text: 'yes' }
    await call('sendMessage', { ...reply, reply_parameters: { message_id: greeting!.id } })
    expect(ann.lastMessage().replyTo).toBe(greeting!.id)
    expect(await call('sendMessage', { ...reply, reply_parameters: { message_id: 4711 } })).toMatchObject({
      description: 'Bad Request: message to be replied not found',
    })
  })

  test('messages are pinned, let go, and reacted to', async () => {
    const message_id = await send('Address')
    await call('pinChatMessage', { chat_id: ann.id, message_id })
    expect(ann.screen().pinned).toEqual([message_id])
    await call('unpinChatMessage', { chat_id: ann.id })
    expect(ann.screen().pinned).toEqual([])
    await call('setMessageReaction', {
      chat_id: ann.id,
      message_id,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    })
    expect(ann.lastMessage().reaction).toBe('👍')
  })
})

describe('the bot itself', () => {
  test('knows who it is', async () => {
    expect((await call('getMe')).result).toMatchObject({ id: bot.id, is_bot: true, username: 'salon_bot' })
  })

  test('has commands by scope and language, and a person sees the narrowest', async () => {
    const commands = (description: string) => [{ command: 'start', description }]
    const chat = { type: 'chat', chat_id: ann.id }
    await call('setMyCommands', { commands: commands('any') })
    await call('setMyCommands', { commands: commands('english'), language_code: 'en' })
    expect(ann.screen().commands).toEqual(commands('english'))
    await call('setMyCommands', { commands: commands('hers'), scope: chat })
    expect(ann.screen().commands).toEqual(commands('hers'))
    expect((await call('getMyCommands', { language_code: 'en' })).result).toEqual(commands('english'))
    await call('deleteMyCommands', { scope: chat })
    expect((await call('getMyCommands', { scope: chat })).result).toEqual([])
    expect(ann.screen().commands).toEqual(commands('english'))
  })

  test('has a menu button, its own in a chat', async () => {
    await call('setChatMenuButton', { menu_button: { type: 'commands' } })
    expect((await call('getChatMenuButton', { chat_id: ann.id })).result).toEqual({ type: 'commands' })
    await call('setChatMenuButton', { chat_id: ann.id, menu_button: { type: 'default' } })
    expect(ann.screen().menuButton).toEqual({ type: 'default' })
  })

  test('has a name and descriptions', async () => {
    expect(await call('setMyName', { name: 'Studio' })).toEqual(done)
    expect(await call('setMyDescription', { description: 'Book here' })).toEqual(done)
    expect(await call('setMyShortDescription', { short_description: 'Book' })).toEqual(done)
    expect((await call('getMe')).result?.first_name).toBe('Studio')
    expect(ann.screen().botName).toBe('Studio')
  })

  test('can look at chats and their members', async () => {
    expect((await call('getChat', { chat_id: ann.id })).result).toMatchObject({
      type: 'private',
      first_name: 'Ann',
    })
    expect((await call('getChatMember', { chat_id: ann.id, user_id: ann.id })).result?.status).toBe('member')
  })
})
