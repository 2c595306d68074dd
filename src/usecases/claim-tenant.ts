import type { Database, Transaction } from '../storage/database.ts'
import { claimSchema, updateClaim } from '../storage/tenant-claim.ts'

export interface Start {
  readonly clientId: string
  readonly botId: number
  readonly schema: string
  /** Null: without Redis. */
  readonly prefix: ClaimablePrefix | null
}

/** A prefix of keys in Redis, which has one owner as a schema has. */
export interface ClaimablePrefix {
  readonly name: string
  /** Takes the prefix if nobody has it yet; tells who has it. */
  readonly claim: (owner: Owner) => Promise<Owner>
}

export interface Owner {
  readonly clientId: string
  readonly botId: number
}

export type ClaimResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

/**
 * Writes down, at the first start, that schema and prefix belong to this client and this bot, and refuses every later
 * start for another: two bots on one schema would send each other's messages. A refusal leaves nothing claimed. After an
 * emptied Redis the prefix is simply taken again, since the schema remembers it.
 */
export async function claimTenant(db: Database, start: Start, now: Date): Promise<ClaimResult> {
  try {
    await db.transaction(async (tx) => {
      await claimSchemaFor(tx, start, now)
      await claimPrefixFor(start)
    })
    return { ok: true }
  } catch (error) {
    if (error instanceof ClaimRefused) return { ok: false, message: error.message }
    throw error
  }
}

/** Why whoever starts has no business in a schema of this owner, for people; null: it is theirs. */
export function objectToOwner(owner: Owner, start: Named & Pick<Start, 'schema'>): string | null {
  const isTheirs = owner.clientId === start.clientId && owner.botId === (start.botId ?? owner.botId)
  if (isTheirs) return null
  return wordsFor(`The schema "${start.schema}"`, owner, start, 'CLIENT_ID, BOT_TOKEN and PG_SCHEMA')
}

/** Thrown inside the transaction, so that a claim of the schema without the prefix is rolled back. */
class ClaimRefused extends Error {}

async function claimSchemaFor(tx: Transaction, start: Start, now: Date): Promise<void> {
  const { clientId, botId, schema } = start
  const keyPrefix = start.prefix?.name ?? null
  const owner = await claimSchema(tx, { clientId, botId, keyPrefix }, now)
  const objection = objectToOwner(owner, start)
  if (objection !== null) throw new ClaimRefused(objection)
  if (keyPrefix === null || owner.keyPrefix === keyPrefix) return
  if (owner.keyPrefix !== null) {
    throw new ClaimRefused(
      `The schema "${schema}" of ${describe(owner)} goes with REDIS_KEY_PREFIX=${owner.keyPrefix}, ` +
        `and this start has ${keyPrefix}. Set REDIS_KEY_PREFIX back.`,
    )
  }
  await updateClaim(tx, { clientId, botId, keyPrefix }, now)
}

async function claimPrefixFor(start: Start): Promise<void> {
  if (start.prefix === null) return
  const owner = await start.prefix.claim({ clientId: start.clientId, botId: start.botId })
  if (isSame(owner, start)) return
  throw new ClaimRefused(
    wordsFor(`The Redis prefix "${start.prefix.name}"`, owner, start, 'REDIS_KEY_PREFIX and REDIS_DB'),
  )
}

/** `variables`: which to check, when it is somebody else's altogether. */
function wordsFor(what: string, owner: Owner, start: Named, variables: string): string {
  const { clientId, botId } = start
  if (clientId !== owner.clientId || botId === null)
    return `${what} belongs to ${describe(owner)}, and this start is for ${describe(start)}. Check ${variables}.`
  return (
    `${what} of the client "${clientId}" goes with the bot ${owner.botId}, and BOT_TOKEN is that of the bot ${botId}. ` +
    `Give back the token of ${owner.botId}; or, if the new bot is to take over: npm run tenant -- rebind ${clientId} --token -`
  )
}

function isSame(owner: Owner, start: Start): boolean {
  return owner.clientId === start.clientId && owner.botId === start.botId
}

interface Named {
  readonly clientId: string
  /** Null: not known, where the bot's token is not needed. */
  readonly botId: number | null
}

function describe({ clientId, botId }: Named): string {
  return `the client "${clientId}"${botId === null ? '' : ` (bot ${botId})`}`
}
