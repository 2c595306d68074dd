import type { UseCaseContext } from '../context.ts'
import { clientLimits, readClientName, type ClientField } from '../domain/client-fields.ts'
import { readOwnWords } from '../domain/own-words.ts'
import { parsePhone } from '../domain/phone.ts'
import {
  updateClientName,
  updateClientNotes,
  updateClientPhone,
  type ClientContact,
} from '../storage/client-cards.ts'
import type { Transaction } from '../storage/database.ts'
import { isPhoneOfAnother, lockPhone } from '../storage/served-clients.ts'
import type { Actor } from './actor.ts'
import { changeClient, type ClientRefusal } from './change-client.ts'
import type { ClientCard } from './client-card.ts'

export interface EditClientInput {
  readonly clientId: number
  readonly field: ClientField
  /** The field as it was shown; null: there was nothing. */
  readonly was: string | null
  /** Null: nothing; a name there must be. */
  readonly value: string | null
}

export type EditClientResult =
  | { readonly ok: true; readonly card: ClientCard }
  | ClientRefusal
  /**
   * `invalid`: too long, or no name or phone. `changed_meanwhile`: somebody else was faster, the card shows what they made
   * of it. `not_ours`: the name and phone of whoever writes to the bot are their own to change. `phone_known`: another
   * client has it (as a walk-in, or shown by their own contact), and nobody is kept twice.
   */
  | { readonly ok: false; readonly reason: Refusal; readonly card: ClientCard }

type Refusal = 'invalid' | 'changed_meanwhile' | 'not_ours' | 'phone_known'

/** Changes what is noted of a client; of a walk-in client also the name and the phone. */
export async function editClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId, field, was, value }: EditClientInput,
): Promise<EditClientResult> {
  const phone = field === 'phone' && value !== null ? parsePhone(value) : null
  return await changeClient<Refusal>(ctx, actor, clientId, {
    action: 'client.edit',
    changed: [field],
    lockFirst: async (tx) => {
      if (phone !== null) await lockPhone(tx, phone)
    },
    make: async (tx, client) => {
      if (field !== 'notes' && client.telegramId !== null) return 'not_ours'
      if (presentOf(client, field) !== was) return 'changed_meanwhile'
      if (value === was) return 'unchanged'
      if (phone !== null && (await isPhoneOfAnother(tx, phone, clientId))) return 'phone_known'
      return (await write[field](tx, clientId, value)) ? 'done' : 'invalid'
    },
  })
}

function presentOf(client: ClientContact, field: ClientField): string | null {
  return client[field] === '' ? null : client[field]
}

/** False: it may not have this value. */
const write: Readonly<
  Record<ClientField, (tx: Transaction, clientId: number, value: string | null) => Promise<boolean>>
> = {
  notes: async (tx, clientId, value) => {
    const read = value === null ? null : readOwnWords(value, clientLimits.notes)
    if (read?.ok === false) return false
    await updateClientNotes(tx, clientId, read?.words ?? null)
    return true
  },
  name: async (tx, clientId, value) => {
    const name = readClientName(value ?? '')
    if (!name) return false
    await updateClientName(tx, clientId, name)
    return true
  },
  phone: async (tx, clientId, value) => {
    const phone = value === null ? null : parsePhone(value)
    if (value !== null && phone === null) return false
    await updateClientPhone(tx, clientId, phone)
    return true
  },
}
