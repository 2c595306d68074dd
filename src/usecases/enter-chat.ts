import type { UseCaseContext } from '../context.ts'
import { localeOf } from '../domain/locale.ts'
import type { Locale } from '../domain/roles.ts'
import { findPerson, rememberPerson, type PersonRow } from '../storage/users.ts'
import { roleOf, type Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface Sender {
  readonly updateId: number
  readonly telegramId: number
  readonly username: string | null
  readonly firstName: string
  readonly lastName: string | null
  /** Telegram's `language_code`, if it told one. */
  readonly languageCode: string | null
}

const rewriteAfterMs = 60 * 60 * 1000

/** Loads whoever sent an update, with their role, and remembers them: new people, changed names, when last seen. */
export async function enterChat(ctx: UseCaseContext, sender: Sender): Promise<Actor> {
  const now = ctx.clock.now()
  const { defaultLanguage } = await loadSettings(ctx)
  const known = await findPerson(ctx.db, sender.telegramId)
  if (known && !isOutdated(known, sender, now)) return actorOf(known, sender, false, defaultLanguage)

  const isNew = await rememberPerson(ctx.db, {
    telegramId: sender.telegramId,
    username: sender.username,
    firstName: sender.firstName,
    lastName: sender.lastName,
    locale: localeOf(sender.languageCode, defaultLanguage),
    at: now,
  })
  const person = await findPerson(ctx.db, sender.telegramId)
  if (!person) throw new Error('a person remembered a moment ago is gone')
  return actorOf(person, sender, isNew || known?.erasedAt != null, defaultLanguage)
}

function isOutdated(known: PersonRow, sender: Sender, now: Date): boolean {
  return (
    known.username !== sender.username ||
    known.firstName !== sender.firstName ||
    known.lastName !== sender.lastName ||
    known.unreachableAt !== null ||
    known.erasedAt !== null ||
    known.lastSeenAt === null ||
    Math.abs(now.getTime() - known.lastSeenAt.getTime()) > rewriteAfterMs
  )
}

function actorOf(person: PersonRow, sender: Sender, isNew: boolean, fallback: Locale): Actor {
  return {
    userId: person.id,
    telegramId: sender.telegramId,
    firstName: sender.firstName,
    locale: person.locale ?? fallback,
    role: roleOf(person),
    staffId: person.staffId,
    banned: person.bannedAt !== null,
    isNew,
    origin: `u:${sender.updateId}`,
  }
}
