import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface Contact {
  /** Of a person of the business; null: it gives no number. */
  readonly phone: string | null
  /** Of numbers that are typed without a country code (ISO 3166-1 alpha-2). */
  readonly country: string
}

/** How to reach a person of the business, and how to read a number that anybody types. */
export async function viewContact(ctx: UseCaseContext, _actor: Actor): Promise<Contact> {
  const { phone, country } = await loadSettings(ctx)
  return { phone, country }
}
