import type { MessageView } from '../../playground/screen.ts'
import type { Person } from '../../playground/people.ts'

/** A button known by where it leads, the first part of its data, so that wordings may change. */
export interface WantedButton {
  readonly to: string
  /** The whole label, or a pattern; the first of several unless told. */
  readonly text?: string | RegExp
}

/** Finds a button in the newest message that has any; throws when it is not there. */
export function buttonFor(person: Person, wanted: WantedButton): { message: MessageView; data: string } {
  const message = person.lastWithButtons()
  for (const { text, data } of message?.buttons.flat() ?? []) {
    if (message && data && leadsTo(data, wanted.to) && hasText(text, wanted.text)) return { message, data }
  }
  throw new Error(
    `No button leads to ${wanted.to} ${String(wanted.text ?? '')}: ${JSON.stringify(message?.buttons)}`,
  )
}

/** Whether the newest message that has any buttons has one that leads there, and this text in it. */
export function offers(to: string, text = ''): (person: Person) => boolean {
  return (person) => {
    const message = person.lastWithButtons()
    if (!message?.text.includes(text)) return false
    return message.buttons.flat().some(({ data = '' }) => leadsTo(data, to))
  }
}

function leadsTo(data: string, to: string): boolean {
  return data === to || data.startsWith(`${to}.`)
}

function hasText(label: string, text: WantedButton['text']): boolean {
  if (text === undefined) return true
  return typeof text === 'string' ? label === text : text.test(label)
}

/** Presses the button, and waits until the bot has come to rest. */
export async function tap(person: Person, wanted: WantedButton): Promise<void> {
  const { message, data } = buttonFor(person, wanted)
  await person.tapsData(message, data)
}
