import type { TelegramKeyboardButton } from '@gramio/types'
import type { Chat } from './chat.ts'
import type { Stage } from './page-actions.ts'
import { viewChat, type ChatView } from './screen.ts'
import type { Change } from './world.ts'

/** Everything that the page shows, true up to the change `seq`. */
export interface StageView {
  readonly seq: number
  readonly title: string
  readonly zone: string
  readonly now: number
  readonly jumps: readonly string[]
  readonly phones: readonly PhoneView[]
}

export interface PhoneView {
  readonly id: number
  readonly name: string
  readonly language: string
  /** What this person is in the play, e.g. the owner. */
  readonly part: string
  readonly chat: ChatView
  /** The keyboard below the chat, with what each key does. */
  readonly keys: readonly (readonly KeyView[])[] | null
}

export interface KeyView {
  readonly text: string
  readonly kind: 'text' | 'contact' | 'location' | 'person'
}

/** A change as the page takes it; those of a whole chat carry the chat as it is now. */
export type StepView = Change & { readonly phone?: Omit<PhoneView, 'chat'> & { chat: ChatView } }

export function viewStage(stage: Stage): StageView {
  const { world } = stage.telegram
  const ids = [...world.accounts.keys()]
  const [first] = ids
  return {
    seq: first === undefined ? 0 : world.snapshot(first).seq,
    title: stage.title,
    zone: stage.zone,
    now: stage.clock.now().getTime(),
    jumps: stage.jumps.map(({ label }) => label),
    phones: ids.map((id) => viewPhone(stage, id)),
  }
}

export function viewStep(stage: Stage, change: Change): StepView {
  const isWhole = change.kind === 'chat' || change.kind === 'person'
  return isWhole ? { ...change, phone: viewPhone(stage, change.personId) } : change
}

function viewPhone(stage: Stage, id: number): PhoneView {
  const chat = chatOf(stage, id)
  const { user } = chat.account
  return {
    id,
    name: user.first_name,
    language: user.language_code ?? 'en',
    part: stage.parts.get(id) ?? '',
    chat: viewChat(chat),
    keys: chat.replyKeyboard?.keyboard.map((row) => row.map(viewKey)) ?? null,
  }
}

export function chatOf({ telegram, bot }: Pick<Stage, 'telegram' | 'bot'>, personId: number): Chat {
  const { world } = telegram
  const account = world.accounts.get(personId)
  const receiver = world.bots.get(bot.id)
  if (!account || !receiver) throw new Error(`There is no person ${personId}`)
  return world.chat(receiver, account)
}

function viewKey(key: TelegramKeyboardButton | string): KeyView {
  if (typeof key === 'string') return { text: key, kind: 'text' }
  if (key.request_users) return { text: key.text, kind: 'person' }
  const kind = key.request_contact ? 'contact' : key.request_location ? 'location' : 'text'
  return { text: key.text, kind }
}
