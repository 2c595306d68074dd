import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { readBlocks, readBotEnvironment, type Block } from './compose-file.ts'
import { interpolate, readVariables, type Variables } from './env-file.ts'
import { namesOf, type TenantNames } from './names.ts'
import { Problem } from './problem.ts'

/** Where the tenants of one installation are: two files, one PostgreSQL, one Redis. */
export interface Premises {
  readonly composeFile: string
  readonly envFile: string
  /** As they were read. */
  readonly compose: string
  readonly env: string
  readonly variables: Variables
  readonly tenants: readonly Tenant[]
  /** What blocks on the anchor of the compose file share. */
  readonly botEnvironment: Tenant['environment']
  /** Of an administrator, as this machine reaches them. */
  readonly databaseUrl: string
  readonly redisUrl: string
}

export interface Tenant {
  readonly id: string
  readonly service: string
  readonly suspended: boolean
  /** What the container gets. */
  readonly environment: Readonly<Record<string, string>>
  /** A role and a Redis user of its own, as this tool makes them. */
  readonly isolated: boolean
}

export interface Places {
  readonly folder: string
  readonly databaseUrl?: string | undefined
  readonly redisUrl?: string | undefined
}

export async function readPremises({ folder, databaseUrl, redisUrl }: Places): Promise<Premises> {
  const composeFile = join(folder, 'docker-compose.yml')
  const envFile = join(folder, '.env')
  const compose = await readFile(composeFile, 'utf8').catch(() => {
    throw new Problem(
      `${composeFile} can't be read. Run this in the folder of the installation, or give --folder.`,
    )
  })
  const env = await readFile(envFile, 'utf8').catch(() => {
    throw new Problem(`${envFile} can't be read. Copy .env.example to it and fill it in.`)
  })
  const variables = readVariables(env)
  return {
    composeFile,
    envFile,
    compose,
    env,
    variables,
    tenants: readTenants(compose, variables),
    botEnvironment: interpolated(readBotEnvironment(compose), variables),
    databaseUrl: databaseUrl ?? shippedDatabase(variables),
    redisUrl: redisUrl ?? shippedRedis(variables),
  }
}

export function readTenants(compose: string, variables: Variables): Tenant[] {
  return readBlocks(compose).map((block) => tenantOf(block, variables))
}

function tenantOf({ service, environment, suspended }: Block, variables: Variables): Tenant {
  const values = interpolated(environment, variables)
  const isolated = Boolean(values['REDIS_USERNAME'])
  return { id: values['CLIENT_ID'] ?? '', service, suspended, environment: values, isolated }
}

function interpolated(environment: Block['environment'], variables: Variables): Tenant['environment'] {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, interpolate(value, variables)]),
  )
}

/** Of its keys in Redis. */
export function prefixOf({ id, environment }: Pick<Tenant, 'id' | 'environment'>): string {
  return environment['REDIS_KEY_PREFIX'] || `${id}:`
}

/** What its block says counts: one that was there before it had users of its own keeps its schema and its prefix. */
export function namesOfTenant(tenant: Tenant): TenantNames {
  const { id, service, environment } = tenant
  return { ...namesOf(id), service, schema: environment['PG_SCHEMA'] ?? '', keyPrefix: prefixOf(tenant) }
}

/** As docker-compose.yml publishes it on 127.0.0.1. */
function shippedDatabase({ POSTGRES_PASSWORD: password = '', POSTGRES_PORT: port }: Variables): string {
  return `postgresql://booking_user:${encodeURIComponent(password)}@127.0.0.1:${port || '5432'}/booking_saas`
}

function shippedRedis({ REDIS_PASSWORD: password = '', REDIS_PORT: port }: Variables): string {
  return `redis://:${encodeURIComponent(password)}@127.0.0.1:${port || '6379'}/0`
}

type Files = Pick<Premises, 'compose' | 'env'>

/**
 * Whole or not at all, and only over what was read: another run, or an editor, may have changed them since. Passwords go
 * first, since a block whose variables are missing would keep every bot from starting. Returns the premises with them.
 */
export async function writeFiles(premises: Premises, { compose, env }: Files): Promise<Premises> {
  const files = [
    { path: premises.envFile, before: premises.env, after: env, mode: 0o600 },
    { path: premises.composeFile, before: premises.compose, after: compose, mode: 0o644 },
  ]
  const changed = files.filter(({ before, after }) => before !== after)
  if (changed.length === 0) return premises
  // Once renamed, a file beside it is another run's.
  const taken = new Set<string>()
  try {
    for (const { path, after, mode } of changed) {
      const place = await takePlaceBeside(path, mode)
      taken.add(nextTo(path))
      // By the handle: by its name it might be made anew, for everybody to read, if somebody removed it.
      await place.writeFile(after).finally(() => place.close())
    }
    for (const { path, before } of files) await requireUnchanged(path, before)
    for (const { path } of changed) {
      await rename(nextTo(path), path)
      taken.delete(nextTo(path))
    }
  } finally {
    await Promise.all([...taken].map((path) => rm(path, { force: true })))
  }
  return { ...premises, compose, env }
}

const nextTo = (path: string) => `${path}.next`

/** While the file beside it is there, nobody else gets to write: so it is a lock, too. */
async function takePlaceBeside(path: string, mode: number): Promise<FileHandle> {
  const next = nextTo(path)
  try {
    return await open(next, 'wx', mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Problem(
      `Another run writes ${path} at this moment: give the command again. If none does, one broke off: remove ${next} first.`,
    )
  }
}

async function requireUnchanged(path: string, before: string): Promise<void> {
  if ((await readFile(path, 'utf8')) === before) return
  throw new Problem(`${path} was changed while this ran, so it was left as it is: give the command again.`)
}

export function requireTenant({ tenants, composeFile }: Premises, id: string): Tenant {
  const tenant = tenants.find((each) => each.id === id)
  if (tenant) return tenant
  const known = tenants.map((each) => each.id).join(', ') || 'none'
  throw new Problem(`${composeFile} has no tenant "${id}". There are: ${known}.`)
}
