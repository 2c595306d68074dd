import { makeExactValidator } from 'envalid'
import { readDatabaseUrl } from './database-url.ts'

/** Types of environment variables. Their errors say what would be right; whoever reports them names the variable. */

export function wholeNumber(least: number, most: number) {
  return makeExactValidator<number>((input) => {
    const value = /^\d{1,10}$/.test(input) ? Number(input) : NaN
    if (value >= least && value <= most) return value
    throw new Error(`must be a whole number from ${least} to ${most}`)
  })
}

export function pattern(expression: RegExp, sentence: string) {
  return makeExactValidator<string>((input) => {
    if (expression.test(input)) return input
    throw new Error(sentence)
  })
}

export function oneOf<Choice extends string>(...choices: readonly Choice[]) {
  return makeExactValidator<Choice>((input) => {
    const found = choices.find((choice) => choice === input)
    if (found !== undefined) return found
    throw new Error(`must be ${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}`)
  })
}

export const anyText = makeExactValidator<string>((input) => input)

export const yesOrNo = makeExactValidator<boolean>((input) => {
  if (/^(true|yes|on|1)$/i.test(input)) return true
  if (/^(false|no|off|0)$/i.test(input)) return false
  throw new Error('must be true or false')
})

export const botToken = makeExactValidator<string>((input) => {
  if (input.endsWith(':replace-with-the-token-of-your-bot')) {
    throw new Error('is still that of .env.example: put the token there that @BotFather gave you')
  }
  if (/^\d{1,15}:[\w-]+$/.test(input)) return input
  throw new Error('must be the token as @BotFather gave it, e.g. 123456789:AAE…')
})

export const telegramIds = makeExactValidator<readonly number[]>((input) => {
  const ids = input.split(/[,;\s]+/).filter(Boolean)
  if (ids.length > 0 && ids.every((id) => /^[1-9]\d{0,14}$/.test(id))) return [...new Set(ids.map(Number))]
  throw new Error('must be Telegram ids (whole numbers) with commas between them, e.g. 123456789,987654321')
})

export const databaseUrl = makeExactValidator<string>((input) => {
  const read = readDatabaseUrl(input)
  if (read.ok) return read.url
  throw new Error(read.problem)
})

const reservedSchemas = new Set(['public', 'extensions', 'information_schema'])

export const schemaName = makeExactValidator<string>((input) => {
  if (!/^[a-z][a-z0-9_]{0,47}$/.test(input)) {
    throw new Error('must be 1 to 48 small letters, digits and underscores, beginning with a letter')
  }
  if (input.endsWith('_jobs')) throw new Error('must not end in _jobs, the ending of the schemas of queues')
  if (reservedSchemas.has(input) || input.startsWith('pg_')) {
    throw new Error('is taken by PostgreSQL itself or by its extensions: choose another name')
  }
  return input
})

export const webAddress = makeExactValidator<string>((input) => {
  if (!URL.canParse(input) || !/^https?:$/.test(new URL(input).protocol)) {
    throw new Error('must be an address that begins with https:// (or http://)')
  }
  return input.replace(/\/+$/, '')
})

/** Telegram delivers to https only; a local Bot API server also to the machine itself. */
export const webhookAddress = makeExactValidator<string>((input) => {
  const url = URL.canParse(input) ? new URL(input) : null
  const isLocal = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || isLocal) return input
  throw new Error('must be an address that begins with https://')
})
