import type { Texts } from '../../../i18n/i18n.ts'
import { fit } from '../../screen.ts'

interface Named {
  readonly name: string
  readonly username: string | null
  readonly phone: string | null
  readonly erasedAt?: Date | null
}

/** What a client is called on a screen; plain text. */
export function clientName({ name, username, phone, erasedAt = null }: Named, t: Texts): string {
  if (erasedAt !== null) return t.plain('clients.part.erased')
  if (name.trim() !== '') return name
  if (username !== null) return `@${username}`
  return phone === null ? t.plain('clients.part.nameless') : t.phone(phone)
}

/** The same with room for something beside it in a button. */
export function shortName(client: Named, t: Texts): string {
  return fit(clientName(client, t), 40)
}
