import {
  anyText,
  botToken,
  databaseUrl,
  oneOf,
  pattern,
  schemaName,
  telegramIds,
  webAddress,
  webhookAddress,
  wholeNumber,
  yesOrNo,
} from './variable-types.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

const tenantVariables = {
  CLIENT_ID: pattern(
    /^[a-z0-9][a-z0-9_-]{0,47}$/,
    'must be 1 to 48 small letters, digits, _ and -, beginning with a letter or digit',
  )({ desc: 'a short name of this business, e.g. newclient' }),
  PG_SCHEMA: schemaName({ desc: 'the PostgreSQL schema of this business, e.g. newclient' }),
  MIGRATION_DATABASE_URL: databaseUrl({ default: undefined }),
  LOG_LEVEL: oneOf<LogLevel>(
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  )({ default: 'info' }),
}

const databaseUrlHint = 'where PostgreSQL is, e.g. postgresql://user:password@host:5432/database'

/** What `npm run migrate` needs. */
export const migrationVariables = {
  ...tenantVariables,
  DATABASE_URL: databaseUrl({
    desc: databaseUrlHint,
    default: undefined,
    requiredWhen: (env) => env['MIGRATION_DATABASE_URL'] === undefined,
  }),
}

/** The one : ends it, so that none is the beginning of another's. */
export const redisKeyPrefix = /^[\w{}-]+:$/

/** What the program needs besides the first values of settings. */
export const variables = {
  ...tenantVariables,
  BOT_TOKEN: botToken({ desc: 'the token of the bot, from @BotFather' }),
  ADMIN_IDS: telegramIds({ desc: 'Telegram ids of the owners, e.g. 123456789 (@userinfobot tells yours)' }),
  DB_TYPE: oneOf('postgresql')({ default: 'postgresql' }),
  DATABASE_URL: databaseUrl({ desc: databaseUrlHint }),
  PG_POOL_MAX: wholeNumber(1, 100)({ default: 3 }),
  REDIS_ENABLED: yesOrNo({ default: true }),
  REDIS_HOST: anyText({ default: 'localhost' }),
  REDIS_PORT: wholeNumber(1, 65_535)({ default: 6379 }),
  REDIS_DB: wholeNumber(0, 9999)({ default: 0 }),
  REDIS_USERNAME: anyText({ default: undefined }),
  REDIS_PASSWORD: anyText({ default: undefined }),
  REDIS_TLS: yesOrNo({ default: false }),
  REDIS_KEY_PREFIX: pattern(
    redisKeyPrefix,
    'must be letters, digits, _, - and { }, with one : at the end, e.g. newclient:',
  )({ default: undefined }),
  SENTRY_ENABLED: yesOrNo({ default: false }),
  SENTRY_DSN: webAddress({
    desc: "the address that Sentry shows in the project's settings (or set SENTRY_ENABLED=false)",
    default: undefined,
    requiredWhen: (env) => env['SENTRY_ENABLED'] === true,
  }),
  SENTRY_ENVIRONMENT: anyText({ default: 'production' }),
  TELEGRAM_API_ROOT: webAddress({ default: 'https://api.telegram.org' }),
  WEBHOOK_URL: webhookAddress({ default: undefined }),
  WEBHOOK_SECRET: pattern(
    /^[\w-]{1,256}$/,
    'must be 1 to 256 letters, digits, _ and -',
  )({
    desc: 'any 1 to 256 letters and digits that nobody guesses; WEBHOOK_URL needs it',
    default: undefined,
    requiredWhen: (env) => env['WEBHOOK_URL'] !== undefined,
  }),
  PORT: wholeNumber(0, 65_535)({ default: 8080 }),
  STARTUP_TIMEOUT_SECONDS: wholeNumber(0, 86_400)({ default: 0 }),
  RATE_LIMIT_MESSAGES_PER_MINUTE: wholeNumber(1, 10_000)({ default: 30 }),
  RATE_LIMIT_TAPS_PER_MINUTE: wholeNumber(1, 10_000)({ default: 60 }),
  MAX_ADMIN_ADDITIONS_PER_HOUR: wholeNumber(1, 1000)({ default: 3 }),
}

/** Variables that are only the first value of a setting; the settings check them. */
const settingVariables = [
  'BUSINESS_NAME',
  'DEFAULT_LANGUAGE',
  'TIMEZONE',
  'WORK_HOURS_START',
  'WORK_HOURS_END',
  'SLOT_INTERVAL_MINUTES',
  'BOOKING_HORIZON_DAYS',
  'MAX_BOOKINGS_PER_USER',
  'CANCELLATION_HOURS',
  'REMINDER_HOURS',
]

/** Every variable that the program knows. */
export const variableNames: readonly string[] = [...Object.keys(variables), ...settingVariables]

/** Values that no message repeats. */
export const secretVariables = new Set([
  'BOT_TOKEN',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'REDIS_PASSWORD',
  'WEBHOOK_SECRET',
  'SENTRY_DSN',
])
