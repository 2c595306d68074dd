import { readConfig } from '../../src/ops/config.ts'
import { listMigrations } from '../../src/storage/migrations.ts'
import type { TenantClaim } from '../../src/storage/tenant-claim.ts'
import { objectToOwner } from '../../src/usecases/claim-tenant.ts'
import { botOf } from './add.ts'
import { checkTenantsContainer, type Container, type Services } from './containers.ts'
import { codeOf } from './database.ts'
import { namesOf } from './names.ts'
import { ownDatabaseUrl, withOwnDatabase } from './own-database.ts'
import { prefixOf, type Premises, type Tenant } from './premises.ts'
import { Problem, Unreachable, wordsOf, type Finding } from './problem.ts'
import { withRedis } from './redis-user.ts'
import { apiRootOf, askTelegram } from './telegram.ts'

const mostSkewSeconds = 30

/**
 * Everything that is wrong with these tenants, looked at with their own tokens and passwords. Containers are null where
 * Docker does not answer. Where all are down, nothing is told that would come of it.
 */
export async function check(
  premises: Premises,
  tenants: readonly Tenant[],
  containers: readonly Container[] | null | 'down',
  services: Services | null,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const isDown = containers === 'down'
  for (const tenant of tenants) {
    const objections = [
      ...checkVariables(tenant),
      ...checkSharing(premises, tenant),
      ...(await checkToken(tenant)),
      ...(await checkDatabase(premises, tenant, isDown)),
      ...(await checkRedis(premises, tenant, isDown)),
    ]
    const values = objections.some(({ isHarmless }) => !isHarmless) ? 'bad' : 'good'
    const problems = [
      ...objections.map(({ problem }) => problem),
      ...(containers && !isDown ? checkTenantsContainer(containers, tenant, services, values) : []),
    ]
    findings.push(...problems.map((problem) => ({ tenant: tenant.id, problem })))
  }
  return findings
}

interface Objection {
  readonly problem: string
  /** A container that is made anew works all the same, or this is what mends it. */
  readonly isHarmless: boolean
}

function grave(problem: string): Objection {
  return { problem, isHarmless: false }
}

function harmless(problem: string): Objection {
  return { problem, isHarmless: true }
}

function checkVariables({ environment, service }: Tenant): Objection[] {
  const read = readConfig(environment)
  return read.ok
    ? []
    : read.problems.map((problem) => grave(`${problem}. Mend it in the block ${service} or in .env.`))
}

function checkSharing({ tenants }: Premises, tenant: Tenant): Objection[] {
  const what = [
    ['the bot', (each: Tenant) => botOf(each.environment['BOT_TOKEN'])],
    ['the schema', (each: Tenant) => each.environment['PG_SCHEMA']],
    ['the Redis prefix', prefixOf],
  ] as const
  return what.flatMap(([name, of]) => {
    const other = tenants.find((each) => each !== tenant && of(each) && of(each) === of(tenant))
    return other ? [grave(`It has ${name} of "${other.id}", too. Give one of them another.`)] : []
  })
}

async function checkToken({ id, environment }: Tenant): Promise<Objection[]> {
  const token = environment['BOT_TOKEN'] ?? ''
  if (token === '') return []
  const before = Date.now()
  const answer = await askTelegram(environment, token)
  switch (answer.kind) {
    case 'bot':
      return checkClock(answer.date, before)
    case 'refused':
      return [
        grave(
          `Telegram refuses its token. Is it mistyped in .env? Else ask @BotFather for the present one: npm run tenant -- rotate ${id} --token -`,
        ),
      ]
    case 'silent':
      return [
        grave(
          `Telegram does not answer at ${apiRootOf(environment)} from this machine. Look at its network, or at TELEGRAM_API_ROOT.`,
        ),
      ]
  }
}

function checkClock(date: string | null, now: number): Objection[] {
  const skew = date === null ? 0 : Math.round((now - Date.parse(date)) / 1000)
  if (Math.abs(skew) <= mostSkewSeconds) return []
  return [
    harmless(
      `This machine's clock is off by ${skew} seconds: reminders come at a wrong time. Turn on time synchronisation.`,
    ),
  ]
}

async function checkDatabase(premises: Premises, tenant: Tenant, isDown: boolean): Promise<Objection[]> {
  const schema = tenant.environment['PG_SCHEMA'] ?? ''
  if (new URL(ownDatabaseUrl(premises, tenant)).password === '') {
    return [grave(`${passwordsOf(tenant).database} is missing in .env.`)]
  }
  try {
    return await withOwnDatabase(premises, tenant, async (client) => {
      const { rows } = await client.query<{ found: boolean }>(
        `select exists (select from pg_tables where schemaname = $1::name and tablename = 'pgmigrations') as found`,
        [schema],
      )
      if (!rows[0]?.found)
        return [harmless(`It never started: its schema ${schema} is empty. Start it: docker compose up -d`)]
      const applied = await client.query<{ name: string }>(`select name from "${schema}".pgmigrations`)
      const claimed = await client.query<{ value: TenantClaim }>(
        `select value from "${schema}".settings where key = 'tenant'`,
      )
      return [
        ...checkVersion(
          applied.rows.map(({ name }) => name),
          await listMigrations(),
        ),
        ...claimed.rows.flatMap(({ value }) => checkOwner(tenant, value)),
      ]
    })
  } catch (error) {
    if (isDown && error instanceof Unreachable) return []
    if (error instanceof Problem) return [grave(error.message)]
    if (codeOf(error) !== '28P01') return [grave(`PostgreSQL can't be used: ${wordsOf(error)}`)]
    return [grave(tenant.isolated ? `PostgreSQL refuses its password. ${newOnes(tenant)}` : otherPassword)]
  }
}

/** Its data keeps the password with which it was made. */
const otherPassword =
  'POSTGRES_PASSWORD is not the one of the data. Put the former one back, or give PostgreSQL this one, which this asks for: ' +
  String.raw`docker compose exec booking-postgres psql -U booking_user booking_saas -c '\password'`

function newOnes({ id }: Tenant): string {
  return `Is it mistyped in .env? Else give it new ones: npm run tenant -- rotate ${id}`
}

/** What the variables with its passwords are called. */
function passwordsOf({ id, isolated }: Tenant): { readonly database: string; readonly redis: string } {
  if (!isolated) return { database: 'POSTGRES_PASSWORD', redis: 'REDIS_PASSWORD' }
  const { databasePassword, redisPassword } = namesOf(id).variables
  return { database: databasePassword, redis: redisPassword }
}

/** As a start would see it, which then ends with 77. */
function checkOwner({ id, environment }: Tenant, owner: TenantClaim): Objection[] {
  const token = environment['BOT_TOKEN']
  const botId = token ? Number(botOf(token)) : null
  const objection = objectToOwner(owner, { clientId: id, botId, schema: environment['PG_SCHEMA'] ?? '' })
  return objection === null ? [] : [grave(objection)]
}

function checkVersion(applied: readonly string[], known: readonly string[]): Objection[] {
  const newer = applied.filter((name) => !known.includes(name))
  if (newer.length > 0)
    return [grave(`Its schema is newer than this version (${newer.join(', ')}). Update the program.`)]
  const missing = known.filter((name) => !applied.includes(name))
  if (missing.length === 0) return []
  return [
    harmless(
      `Its schema is behind by ${missing.join(', ')}. Start it with this version: docker compose up -d --build`,
    ),
  ]
}

async function checkRedis({ redisUrl }: Premises, tenant: Tenant, isDown: boolean): Promise<Objection[]> {
  const { REDIS_USERNAME: username, REDIS_PASSWORD: password } = tenant.environment
  const login = { ...(username && { username }), ...(password && { password }) }
  try {
    const owner = await withRedis(redisUrl, (redis) => redis.get(`${prefixOf(tenant)}owner`), login)
    const { clientId } = JSON.parse(owner ?? '{}') as { clientId?: string }
    if (clientId === undefined || clientId === tenant.id) return []
    return [
      grave(
        `Its Redis prefix ${prefixOf(tenant)} belongs to "${clientId}". Set REDIS_KEY_PREFIX to another one.`,
      ),
    ]
  } catch (error) {
    if (isDown && error instanceof Unreachable) return []
    if (error instanceof Problem) return [grave(error.message)]
    return [judgeRedis(tenant, wordsOf(error))]
  }
}

function judgeRedis(tenant: Tenant, said: string): Objection {
  if (!/^(NOAUTH|WRONGPASS)/.test(said)) return grave(`Redis can't be used: ${said}`)
  if (!tenant.environment['REDIS_PASSWORD']) return grave(`${passwordsOf(tenant).redis} is missing in .env.`)
  return tenant.isolated
    ? grave(`Redis refuses its password. ${newOnes(tenant)}`)
    : harmless(
        'Redis was started with another REDIS_PASSWORD. Let everything have that of .env: docker compose up -d',
      )
}
