import { randomBytes } from 'node:crypto'
import { addBlock } from './compose-file.ts'
import { createRole, roleWorks } from './database.ts'
import { setVariables } from './env-file.ts'
import { namesOf, type TenantNames } from './names.ts'
import { hasOwnDatabase, sharedAddress } from './own-database.ts'
import type { Plan, Step } from './plan.ts'
import { namesOfTenant, prefixOf, type Premises, type Tenant } from './premises.ts'
import { Problem } from './problem.ts'
import { createUser, userWorks } from './redis-user.ts'
import { describeBot } from './telegram.ts'

export interface NewTenant {
  readonly id: string
  readonly token: string | undefined
  /** Telegram ids, with commas. */
  readonly admins: string | undefined
}

/** What is there already stays; so the command may be given again until it has done everything. */
export async function planAdd(premises: Premises, request: NewTenant): Promise<Plan> {
  const known = premises.tenants.find(({ id }) => id === request.id)
  const names = known ? namesOfTenant(known) : namesOf(request.id)
  const { variables } = names
  if (known && !known.isolated) {
    throw new Problem(
      `"${request.id}" is a tenant already, with the installation's own login. To give it one of its own: ` +
        `npm run tenant -- isolate ${request.id}`,
    )
  }
  if (known) refuseReplacing(known, request)
  // A block that somebody wrote may take both from anywhere; where it has none, it lacks what is in .env.
  const { BOT_TOKEN: ownToken, ADMIN_IDS: ownAdmins } = known?.environment ?? {}
  const token = requireToken(
    premises,
    names,
    ownToken || (request.token ?? premises.variables[variables.token]),
  )
  const adminsOfItsOwn = ownAdmins || (request.admins ?? premises.variables[variables.admins])
  const admins = requireAdmins(adminsOfItsOwn ?? premises.variables['ADMIN_IDS'])
  refuseSharedNames(premises, names)
  const passwords = {
    [variables.databasePassword]: premises.variables[variables.databasePassword] ?? newPassword(),
    [variables.redisPassword]: premises.variables[variables.redisPassword] ?? newPassword(),
  }
  const [database, redis] = credentialSteps(premises, names, passwords)
  return {
    // Of a database of its own this administrator knows nothing.
    steps: known && hasOwnDatabase(premises, known) ? [redis] : [database, redis],
    compose: known ? premises.compose : addBlock(premises.compose, names.service, blockOf(premises, names)),
    env: setVariables(premises.env, {
      ...(!ownToken && { [variables.token]: token }),
      ...(!ownAdmins && { [variables.admins]: admins }),
      ...passwords,
    }),
    notes: [
      ...(ownToken ? [] : [await describeBot(known?.environment ?? premises.botEnvironment, token)]),
      ...(adminsOfItsOwn === undefined ? [describeAdmins(names, admins)] : []),
    ],
    next: [`docker compose up -d ${names.service}`],
  }
}

/** It adds what is missing; what is there has its own commands, so that a slip does not hand a tenant to another bot. */
function refuseReplacing({ id, environment }: Tenant, { token, admins }: NewTenant): void {
  const { BOT_TOKEN: oldToken, ADMIN_IDS: oldAdmins } = environment
  if (token && oldToken && token !== oldToken) {
    const command = botOf(token) === botOf(oldToken) ? 'rotate' : 'rebind'
    throw new Problem(
      `"${id}" is a tenant already, with another token. To change it: npm run tenant -- ${command} ${id} --token -`,
    )
  }
  if (admins && oldAdmins && admins !== oldAdmins) {
    const { variables } = namesOf(id)
    throw new Problem(
      `"${id}" is a tenant already, with other owners. To change them: ${variables.admins} in .env, then docker compose up -d`,
    )
  }
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

export function requireToken(
  premises: Premises,
  { id }: Pick<TenantNames, 'id'>,
  token: string | undefined,
): string {
  if (!token)
    throw new Problem(
      'The token of the bot is missing: give --token -, which asks for what @BotFather shows.',
    )
  if (!/^\d{1,15}:[\w-]+$/.test(token)) throw new Problem('The token must look like 123456789:AAE…')
  const bot = botOf(token)
  const other = premises.tenants.find(
    (each) => each.id !== id && botOf(each.environment['BOT_TOKEN']) === bot,
  )
  if (other)
    throw new Problem(`The bot ${bot} belongs to the tenant "${other.id}": two of them can't share one.`)
  return token
}

export function botOf(token: string | undefined): string {
  return (token ?? '').split(':', 1)[0] ?? ''
}

function requireAdmins(admins: string | undefined): string {
  const way =
    'give --admins with Telegram ids, which are numbers, and commas between them, e.g. 12345,67890. ' +
    'Everybody learns their own from @userinfobot in Telegram.'
  if (admins && /^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/.test(admins)) return admins
  throw new Problem(
    admins ? `"${admins}" is no list of Telegram ids: ${way}` : `The owners are missing: ${way}`,
  )
}

function describeAdmins({ variables }: TenantNames, admins: string): string {
  return `Without --admins its owners are those of ADMIN_IDS: ${admins}. Others go to ${variables.admins} in .env.`
}

/** `a-b` and `a_b` are two ids, and one role. */
export function refuseSharedNames(
  premises: Premises,
  names: Pick<TenantNames, 'id' | 'schema' | 'keyPrefix'>,
): void {
  for (const tenant of premises.tenants) {
    const { id, environment } = tenant
    if (id === names.id) continue
    if (id.replaceAll('-', '_') === names.id.replaceAll('-', '_')) {
      throw new Problem(
        `"${names.id}" and "${id}" would share one role and their variables in .env: give one of them another id.`,
      )
    }
    if (environment['PG_SCHEMA'] === names.schema || prefixOf(tenant) === names.keyPrefix) {
      throw new Problem(
        `The schema or the Redis prefix of "${names.id}" stands in the block of "${id}", too: give one of them another.`,
      )
    }
  }
}

/** The role and the Redis user with the passwords of `variables`. */
export function credentialSteps(
  { databaseUrl, redisUrl }: Premises,
  names: TenantNames,
  variables: Readonly<Record<string, string | undefined>>,
): [database: Step, redis: Step] {
  const { user, schema, keyPrefix } = names
  const role = { user, schema, password: variables[names.variables.databasePassword] ?? '' }
  const redisUser = { user, keyPrefix, password: variables[names.variables.redisPassword] ?? '' }
  return [
    {
      what: `PostgreSQL: the role ${user}, which owns the schema ${schema} and nothing else`,
      isDone: () => roleWorks(databaseUrl, role),
      run: async () => {
        await createRole(databaseUrl, role)
        return undefined
      },
    },
    {
      what: `Redis: the user ${user}, for keys and channels that begin with ${keyPrefix}`,
      isDone: () => userWorks(redisUrl, redisUser),
      run: async () =>
        (await createUser(redisUrl, redisUser))
          ? undefined
          : 'Redis keeps no list of users: it forgets this one at its next start.',
    },
  ]
}

function blockOf(premises: Premises, names: TenantNames): string[] {
  const { id, schema, service, variables } = names
  return [
    '<<: *bot',
    `container_name: ${service}`,
    'environment:',
    '  <<: *bot-environment',
    // In quotes: a name may look like a number.
    `  CLIENT_ID: '${id}'`,
    `  PG_SCHEMA: ${schema}`,
    ...Object.entries(loginsOf(premises, names)).map(([name, value]) => `  ${name}: ${value}`),
    `  BOT_TOKEN: ${required(variables.token)}`,
    `  ADMIN_IDS: \${${variables.admins}:?set ${variables.admins} in .env}`,
  ]
}

/** What a block has of its own login. */
export function loginsOf(premises: Premises, { user, variables }: TenantNames): Record<string, string> {
  const login = `postgresql://${user}:${required(variables.databasePassword)}`
  const { host, database } = sharedAddress(premises)
  return {
    DATABASE_URL: `${login}@\${DATABASE_ADDRESS:-${host}}/${database}`,
    MIGRATION_DATABASE_URL: `${login}@${host}/${database}`,
    REDIS_USERNAME: user,
    REDIS_PASSWORD: required(variables.redisPassword),
  }
}

function required(name: string): string {
  return `\${${name}:?set ${name} in .env}`
}
