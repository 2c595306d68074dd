import { Arguments } from './arguments.ts'
import type { Bot } from './bot.ts'
import type { ApiError, Faults } from './faults.ts'
import type { Call } from './methods/call.ts'
import { handlers } from './methods/table.ts'
import type { Rates } from './rates.ts'
import type { Parameters } from './request.ts'
import { Refusal, rules } from './rules.ts'
import type { PublishedSchema } from './schema.ts'
import type { Served } from './schema/served.ts'
import type { World } from './world.ts'

export type Answer = { readonly ok: true; readonly result: unknown } | ({ readonly ok: false } & ApiError)

/** Instead of an answer: the connection is to be broken. */
export const broken = Symbol('broken')

export interface JournalEntry {
  /** The bot's username. */
  readonly bot: string
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970, by the world's clock. */
  readonly at: number
  /** What the caller got; null while the call runs, and where the answer was lost. */
  answer: Answer | null
}

export interface SchemaViolation {
  readonly bot: string
  readonly method: string
  readonly problem: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Exchange {
  readonly world: World
  readonly schema: PublishedSchema
  readonly faults: Faults
  /** Null: any speed is fine. */
  readonly rates: Rates | null
  readonly webhookRetryMs: number
  readonly journal: JournalEntry[]
  readonly schemaViolations: SchemaViolation[]
}

export interface Incoming {
  readonly token: string
  readonly method: string
  readonly parameters: Parameters
  readonly signal: AbortSignal
}

/** One call from its arrival to its answer, by way of schema, faults and rates. */
export async function dispatch(exchange: Exchange, incoming: Incoming): Promise<Answer | typeof broken> {
  try {
    const bot = exchange.world.botByToken(incoming.token)
    if (bot === undefined) throw rules.unauthorized()
    const method = exchange.schema.find(incoming.method)
    if (method === null) throw rules.methodNotFound()
    if (method.served === null) throw rules.notServed(method.name)
    return await perform(exchange, bot, method.served, incoming)
  } catch (error) {
    return refusalAnswer(error)
  }
}

async function perform(
  exchange: Exchange,
  bot: Bot,
  method: Served,
  incoming: Incoming,
): Promise<Answer | typeof broken> {
  const { values, uploads, isForm } = incoming.parameters
  // Telegraf repeats the method's name among the fields of a form; the official server does not look at it.
  const given = Object.fromEntries(
    Object.entries({ ...values, ...attachments(uploads) }).filter(([name]) => name !== 'method'),
  )
  const params = exchange.schema.typed(method, given, isForm)
  const entry: JournalEntry = {
    bot: bot.user.username,
    method,
    params,
    at: exchange.world.now(),
    answer: null,
  }
  exchange.journal.push(entry)
  exchange.world.stir()
  const problem = exchange.schema.violation(method, named(params, uploads))
  if (problem !== null) exchange.schemaViolations.push({ bot: bot.user.username, method, problem, params })

  const args = new Arguments(values, uploads)
  const chatId = args.integer('chat_id')
  const fault = exchange.faults.take(method, chatId)
  if (fault?.kind === 'cut before') return broken
  if (fault?.kind === 'hang') return hungUp(incoming.signal)
  if (fault?.kind === 'error') return (entry.answer = { ok: false, ...fault.error })
  const { world, webhookRetryMs } = exchange
  const answer = await run(
    exchange,
    method,
    { world, bot, args, webhookRetryMs, signal: incoming.signal },
    chatId,
  )
  if (fault?.kind === 'hang after') return hungUp(incoming.signal)
  if (fault?.kind === 'cut after') return broken
  return (entry.answer = answer)
}

async function run(
  exchange: Exchange,
  method: Served,
  call: Call,
  chatId: number | undefined,
): Promise<Answer> {
  try {
    exchange.rates?.count(call.bot.user.id, method, chatId)
    return { ok: true, result: await handlers[method](call) }
  } catch (error) {
    return refusalAnswer(error)
  }
}

/** Anything but a refusal is a bug of this server, and is not to pass for one of the bot. */
export function refusalAnswer(error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error
  const { code, message, retryAfter } = error
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  return { ok: false, error_code: code, description: message, ...parameters }
}

function attachments(uploads: Parameters['uploads']): Record<string, string> {
  return Object.fromEntries([...uploads.keys()].map((name) => [name, `attach://${name}`]))
}

/** Parts that other parameters point at by `attach://` are no parameters. */
function named(
  params: Readonly<Record<string, unknown>>,
  uploads: Parameters['uploads'],
): Record<string, unknown> {
  const { ...rest } = params
  const all = JSON.stringify(params)
  for (const name of uploads.keys()) {
    const mentions = all.split(`"attach://${name}"`).length - 1
    if (mentions > 1) Reflect.deleteProperty(rest, name)
  }
  return rest
}

function hungUp(signal: AbortSignal): Promise<typeof broken> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(broken)
    signal.addEventListener('abort', () => resolve(broken))
  })
}
