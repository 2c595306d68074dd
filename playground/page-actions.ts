import type { MovableClock } from '../src/ops/clock.ts'
import { chatOf } from './page-view.ts'
import type { BotAccount, Telegram } from './server.ts'

/** What is played: a bot, its people and the clock that all of them follow. */
export interface Stage {
  readonly title: string
  /** IANA zone in which the page tells the time. */
  readonly zone: string
  readonly telegram: Telegram
  readonly bot: BotAccount
  readonly clock: MovableClock
  readonly jumps: readonly Jump[]
  /** What people are in the play, by their id. */
  readonly parts: ReadonlyMap<number, string>
}

export interface Jump {
  readonly label: string
  /** Milliseconds ahead; words for the person at the page when there is nowhere to go. */
  readonly distance: () => Promise<number | string>
}

/** Asked for something that cannot be done; the message is for the person at the page. */
export class ActionRefused extends Error {}

const mostPeople = 12

/** Does what somebody did at the page; returns what the page is told. */
export async function act(stage: Stage, path: string, body: unknown): Promise<object> {
  const input = new Input(body)
  const [, area, id, verb] = path.split('/')
  if (area === 'clock') return await jump(stage, input)
  if (area === 'people' && id === undefined) return addPerson(stage, input)
  const personId = Number(id)
  if (area !== 'people' || !stage.telegram.world.accounts.has(personId))
    throw new ActionRefused('Nobody is there')
  if (verb === 'send') send(stage, personId, input.text('text', 4096))
  else if (verb === 'tap') tap(stage, personId, input.number('message'), input.text('data', 64))
  else if (verb === 'press') press(stage, personId, input)
  else if (verb === 'block') block(stage, personId, input.flag('blocked'))
  else throw new ActionRefused('That cannot be done')
  return {}
}

async function jump(stage: Stage, input: Input): Promise<object> {
  const chosen = stage.jumps[input.number('jump')]
  if (!chosen) throw new ActionRefused('There is no such jump')
  const distance = await chosen.distance()
  if (typeof distance === 'string') return { message: distance }
  stage.clock.moveBy(distance)
  return {}
}

function addPerson({ telegram }: Stage, input: Input): object {
  if (telegram.world.accounts.size >= mostPeople)
    throw new ActionRefused('That is enough people for one page')
  const name = input.text('name', 64)
  const { id } = telegram.person({ first_name: name, language_code: input.text('language', 8) })
  return { id }
}

function send(stage: Stage, personId: number, text: string): void {
  refuseWhileBlocked(stage, personId)
  if (text.trim() === '') throw new ActionRefused('There is nothing to send')
  stage.telegram.personById(personId).with(stage.bot).sendsWithoutWaiting(text)
}

function tap(stage: Stage, personId: number, messageId: number, data: string): void {
  refuseWhileBlocked(stage, personId)
  stage.telegram.personById(personId).with(stage.bot).tapsDataWithoutWaiting(messageId, data)
}

function press(stage: Stage, personId: number, input: Input): void {
  refuseWhileBlocked(stage, personId)
  const rows = chatOf(stage, personId).replyKeyboard?.keyboard
  const key = rows?.[input.number('row')]?.[input.number('column')]
  if (key === undefined) throw new ActionRefused('That key is gone')
  const person = stage.telegram.personById(personId).with(stage.bot)
  if (typeof key !== 'string' && key.request_contact) ignoreWaiting(person.sendsContact())
  else if (typeof key !== 'string' && key.request_location) {
    ignoreWaiting(person.sendsLocation({ latitude: 55.7522, longitude: 37.6156 }))
  } else if (typeof key !== 'string' && key.request_users) {
    ignoreWaiting(person.chooses(key.text, chosenBy(stage, personId, input)))
  } else person.sendsWithoutWaiting(typeof key === 'string' ? key : key.text)
}

/** Whom they took from the list of people that the page shows: anybody but themselves. */
function chosenBy({ telegram }: Stage, personId: number, input: Input): { readonly id: number } {
  const id = input.number('person')
  if (id === personId || !telegram.world.accounts.has(id)) throw new ActionRefused('Choose somebody else')
  return { id }
}

function block(stage: Stage, personId: number, blocked: boolean): void {
  const person = stage.telegram.personById(personId).with(stage.bot)
  ignoreWaiting(blocked ? person.blocks() : person.unblocks())
}

/** People act at once and then wait for the bot to come to rest; the page sees for itself what comes. */
function ignoreWaiting(action: Promise<void>): void {
  action.catch(() => undefined)
}

function refuseWhileBlocked(stage: Stage, personId: number): void {
  if (chatOf(stage, personId).state === 'blocked') throw new ActionRefused('Unblock the bot first')
}

/** What the page sent, taken field by field. */
class Input {
  readonly #fields: Readonly<Record<string, unknown>>

  constructor(body: unknown) {
    this.#fields = typeof body === 'object' && body !== null ? { ...body } : {}
  }

  text(name: string, most: number): string {
    const value = this.#fields[name]
    if (typeof value !== 'string' || value === '' || value.length > most)
      throw new ActionRefused(`${name} is wrong`)
    return value
  }

  number(name: string): number {
    const value = this.#fields[name]
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new ActionRefused(`${name} is wrong`)
    return value
  }

  flag(name: string): boolean {
    return this.#fields[name] === true
  }
}
