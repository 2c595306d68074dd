import { insertAuditEntry } from '../../src/storage/audit-log.ts'
import { Database } from '../../src/storage/database.ts'
import { findPoolOptions } from '../../src/storage/pool-options.ts'
import { updateClaim } from '../../src/storage/tenant-claim.ts'
import { botOf, credentialSteps, newPassword, requireToken } from './add.ts'
import { resumeBlock, suspendBlock } from './compose-file.ts'
import { runsStill, stopSuspended, type Container } from './containers.ts'
import { setVariables } from './env-file.ts'
import { namesOf } from './names.ts'
import { hasOwnDatabase, ownDatabaseUrl, withOwnDatabase } from './own-database.ts'
import type { Plan } from './plan.ts'
import { namesOfTenant, prefixOf, requireTenant, type Premises, type Tenant } from './premises.ts'
import { Problem } from './problem.ts'
import { withRedis } from './redis-user.ts'
import { describeBot } from './telegram.ts'

const nothing = { steps: [], next: [] }

/** A service with a profile is left out by `docker compose up`, also after the machine starts anew. */
export function planSuspend(premises: Premises, id: string, containers: readonly Container[] | null): Plan {
  const { service, suspended } = requireTenant(premises, id)
  return {
    steps: [],
    compose: suspended ? premises.compose : suspendBlock(premises.compose, service),
    env: premises.env,
    next: [stopSuspended(service)],
    isNextOpen: runsStill(containers, service),
  }
}

export function planResume(premises: Premises, id: string): Plan {
  const { service, suspended } = requireTenant(premises, id)
  if (!suspended) return { ...nothing, compose: premises.compose, env: premises.env }
  return {
    steps: [],
    compose: resumeBlock(premises.compose, service),
    env: premises.env,
    next: [`docker compose up -d ${service}`],
  }
}

/** New passwords, or a new token of the same bot. */
export async function planRotate(premises: Premises, id: string, token: string | undefined): Promise<Plan> {
  const tenant = requireTenant(premises, id)
  const names = namesOfTenant(tenant)
  const next = [`docker compose up -d ${tenant.service}`]
  if (token !== undefined) {
    requireToken(premises, { id }, token)
    requireTokenInEnv(premises, tenant)
    if (botOf(token) !== botOf(tenant.environment['BOT_TOKEN'])) {
      throw new Problem(
        `This is the token of another bot. To give "${id}" another bot: npm run tenant -- rebind ${id} --token -`,
      )
    }
    const env = setVariables(premises.env, { [names.variables.token]: token })
    const notes = [await describeBot(tenant.environment, token)]
    return { steps: [], compose: premises.compose, env, notes, next }
  }
  if (!tenant.isolated)
    throw new Problem(
      `"${id}" has no passwords of its own: it uses those of the installation. To give it some: npm run tenant -- isolate ${id}`,
    )
  if (hasOwnDatabase(premises, tenant)) {
    throw new Problem(`"${id}" has a database of its own: change its passwords where they are kept.`)
  }
  const changed = {
    [names.variables.databasePassword]: newPassword(),
    [names.variables.redisPassword]: newPassword(),
  }
  const steps = credentialSteps(premises, names, changed)
  const env = setVariables(premises.env, changed)
  return { steps, compose: premises.compose, env, envFirst: true, next }
}

/** A block that somebody wrote may take its token from anywhere. */
function requireTokenInEnv({ variables }: Premises, { id, service, environment }: Tenant): void {
  const name = namesOf(id).variables.token
  if ((environment['BOT_TOKEN'] ?? '') === (variables[name] ?? '')) return
  throw new Problem(
    `The block ${service} does not take its token from ${name} in .env: change it where it stands.`,
  )
}

/**
 * Another bot for a tenant that stays: its people have to write to the new bot first, since no bot may begin. One that
 * never started belongs to no bot yet, and takes the new token alone.
 */
export async function planRebind(
  premises: Premises,
  id: string,
  given: string | undefined,
  now: Date,
): Promise<Plan> {
  const tenant = requireTenant(premises, id)
  const token = requireToken(premises, { id }, given)
  requireTokenInEnv(premises, tenant)
  const botId = Number(botOf(token))
  const rebind = async () => {
    if (await hasClaim(premises, tenant)) await rebindSchema(premises, tenant, botId, now)
    await rebindPrefix(premises, tenant, botId)
    return undefined
  }
  return {
    steps: [
      { what: `Schema and Redis prefix of "${id}" belong to the bot ${botId} from now on`, run: rebind },
    ],
    compose: premises.compose,
    env: setVariables(premises.env, { [namesOf(id).variables.token]: token }),
    notes: [await describeBot(tenant.environment, token)],
    next: [`docker compose up -d ${tenant.service}`],
  }
}

async function hasClaim(premises: Premises, tenant: Tenant): Promise<boolean> {
  return await withOwnDatabase(premises, tenant, async (client) => {
    const { rowCount } = await client.query(
      `select from pg_class where relname = 'settings' and relnamespace = to_regnamespace(quote_ident($1))`,
      [tenant.environment['PG_SCHEMA'] ?? ''],
    )
    return rowCount === 1
  })
}

async function rebindSchema(premises: Premises, tenant: Tenant, botId: number, now: Date): Promise<void> {
  const schema = tenant.environment['PG_SCHEMA'] ?? ''
  const databaseUrl = ownDatabaseUrl(premises, tenant)
  const pool = await findPoolOptions({ databaseUrl, schema, poolMax: 1, applicationName: 'booking-tenant' })
  if (!pool.ok) throw new Problem(pool.message)
  const db = new Database(pool.options, () => undefined)
  try {
    await db.transaction(async (tx) => {
      const [claim] = await tx.query<{ value: { botId: number; keyPrefix: string | null } }>(
        `select value from settings where key = 'tenant' for update`,
      )
      if (!claim || claim.value.botId === botId) return
      await updateClaim(tx, { clientId: tenant.id, botId, keyPrefix: claim.value.keyPrefix }, now)
      await insertAuditEntry(tx, {
        at: now,
        actorKind: 'operator',
        actorId: null,
        action: 'tenant.rebind',
        entity: 'tenant',
        entityId: null,
        before: { botId: claim.value.botId },
        after: { botId },
        origin: null,
      })
    })
  } finally {
    await db.close()
  }
}

async function rebindPrefix({ redisUrl }: Premises, tenant: Tenant, botId: number): Promise<void> {
  const keyPrefix = prefixOf(tenant)
  // The old bot's token is no good any more, and neither are the drafts of its chats.
  await withRedis(redisUrl, (redis) =>
    redis.set(`${keyPrefix}owner`, JSON.stringify({ clientId: tenant.id, botId })),
  )
}
