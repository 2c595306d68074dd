import { customCleanEnv, EnvMissingError, type CleanOptions, type ValidatorSpec } from 'envalid'
import { readSettingDefaults, type SettingDefaults } from '../domain/settings.ts'
import { describeMisspelt } from './misspelt-variables.ts'
import { describeSettingProblem } from './setting-problems.ts'
import { migrationVariables, secretVariables, variables, type LogLevel } from './variables.ts'

export interface Config {
  readonly clientId: string
  /** The number at the beginning of the token; a new token of the same bot keeps it. */
  readonly botId: number
  readonly adminIds: readonly number[]
  readonly schema: string
  readonly poolMax: number
  /** Null: one container without Redis; the queue is in PostgreSQL, drafts and limits are elsewhere. */
  readonly redis: RedisConfig | null
  readonly telegramApiRoot: string
  /** Null: long polling. */
  readonly webhookUrl: string | null
  /** 0: any free one. */
  readonly port: number
  readonly logLevel: LogLevel
  readonly sentryEnvironment: string
  /** 0: waits without end for what is away. */
  readonly startupTimeoutSeconds: number
  readonly rateLimits: { readonly messagesPerMinute: number; readonly tapsPerMinute: number }
  readonly maxAdminAdditionsPerHour: number
  readonly settingDefaults: SettingDefaults
  readonly secrets: Secrets
}

export interface RedisConfig {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly username: string | null
  readonly tls: boolean
  /** Ends in the only `:` that it has. */
  readonly keyPrefix: string
}

/** Kept apart from the rest, so that a config can be logged without them. */
export interface Secrets {
  readonly botToken: string
  readonly databaseUrl: string
  /** A direct connection for whatever needs a session, when the other one goes through a pooler. */
  readonly migrationDatabaseUrl: string
  readonly redisPassword: string | null
  readonly webhookSecret: string | null
  /** Null: Sentry is off. */
  readonly sentryDsn: string | null
}

/** What `npm run migrate` needs. */
export interface MigrationConfig {
  readonly clientId: string
  readonly schema: string
  readonly logLevel: LogLevel
  readonly secrets: { readonly migrationDatabaseUrl: string }
}

export type Checked<Value> =
  /** `warnings`: what does no harm and may still be a mistake, a sentence each. */
  | { readonly ok: true; readonly config: Value; readonly warnings: readonly string[] }
  /** Everything that is wrong, a sentence each. */
  | { readonly ok: false; readonly problems: readonly string[] }

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads and checks the whole environment. A variable without content counts as absent. */
export function readConfig(environment: Environment = process.env): Checked<Config> {
  const env = withoutBlanks(environment)
  const { values, problems } = check(env, variables)
  const settings = readSettingDefaults(env)
  const settingProblems = settings.problems.map(
    ({ variable, value, problem }) => `${variable} ${describeSettingProblem(problem)} (it is "${value}")`,
  )
  const all = [...problems, ...settingProblems]
  const warnings = describeMisspelt(Object.keys(env))
  return all.length > 0
    ? { ok: false, problems: [...all, ...warnings] }
    : { ok: true, config: buildConfig(values, settings.defaults), warnings }
}

export function readMigrationConfig(environment: Environment = process.env): Checked<MigrationConfig> {
  const { values, problems } = check(withoutBlanks(environment), migrationVariables)
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    warnings: [],
    config: {
      clientId: values.CLIENT_ID,
      schema: values.PG_SCHEMA,
      logLevel: values.LOG_LEVEL,
      secrets: { migrationDatabaseUrl: values.MIGRATION_DATABASE_URL ?? values.DATABASE_URL ?? '' },
    },
  }
}

/** The message with which a start ends whose environment is wrong. */
export function describeProblems(problems: readonly string[]): string {
  return ['The configuration is wrong:', ...problems.map((problem) => `  - ${problem}`)].join('\n')
}

function withoutBlanks(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
}

function check<Specs extends Record<string, ValidatorSpec<unknown>>>(env: Environment, specs: Specs) {
  const problems: string[] = []
  const reporter: CleanOptions<Specs>['reporter'] = ({ errors }) => {
    for (const [name, error] of Object.entries(errors)) {
      if (error instanceof Error) problems.push(describeProblem(name, error, env[name]))
    }
  }
  const values = customCleanEnv(env, specs, (cleaned) => cleaned, { reporter })
  return { values, problems }
}

function describeProblem(name: string, error: Error, value: string | undefined): string {
  if (error instanceof EnvMissingError) return `${name} is missing: ${error.message}`
  return secretVariables.has(name)
    ? `${name} ${error.message}`
    : `${name} ${error.message} (it is "${value ?? ''}")`
}

type Values = ReturnType<typeof check<typeof variables>>['values']

function buildConfig(values: Values, settingDefaults: SettingDefaults): Config {
  return {
    clientId: values.CLIENT_ID,
    botId: Number(values.BOT_TOKEN.split(':', 1)[0]),
    adminIds: values.ADMIN_IDS,
    schema: values.PG_SCHEMA,
    poolMax: values.PG_POOL_MAX,
    redis: values.REDIS_ENABLED ? buildRedisConfig(values) : null,
    telegramApiRoot: values.TELEGRAM_API_ROOT,
    webhookUrl: values.WEBHOOK_URL ?? null,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    sentryEnvironment: values.SENTRY_ENVIRONMENT,
    startupTimeoutSeconds: values.STARTUP_TIMEOUT_SECONDS,
    rateLimits: {
      messagesPerMinute: values.RATE_LIMIT_MESSAGES_PER_MINUTE,
      tapsPerMinute: values.RATE_LIMIT_TAPS_PER_MINUTE,
    },
    maxAdminAdditionsPerHour: values.MAX_ADMIN_ADDITIONS_PER_HOUR,
    settingDefaults,
    secrets: {
      botToken: values.BOT_TOKEN,
      databaseUrl: values.DATABASE_URL,
      migrationDatabaseUrl: values.MIGRATION_DATABASE_URL ?? values.DATABASE_URL,
      redisPassword: values.REDIS_PASSWORD ?? null,
      webhookSecret: values.WEBHOOK_SECRET ?? null,
      sentryDsn: values.SENTRY_ENABLED ? (values.SENTRY_DSN ?? null) : null,
    },
  }
}

function buildRedisConfig(values: Values): RedisConfig {
  return {
    host: values.REDIS_HOST,
    port: values.REDIS_PORT,
    db: values.REDIS_DB,
    username: values.REDIS_USERNAME ?? null,
    tls: values.REDIS_TLS,
    keyPrefix: values.REDIS_KEY_PREFIX ?? `${values.CLIENT_ID}:`,
  }
}
