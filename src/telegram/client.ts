import http from 'node:http'
import https from 'node:https'
import { Telegram } from 'telegraf'
import type { Opts, Telegram as Methods } from 'telegraf/types'
import type { Log } from '../context.ts'
import {
  asCallError,
  isHarmlessToRepeat,
  TelegramCallError,
  telegramErrorKind,
  type CallOutcome,
  type TelegramErrorKind,
} from './call-error.ts'
import { backoff, pause, type Abortable } from './pause.ts'

export interface TelegramClientOptions {
  readonly token: string
  /** `https://api.telegram.org`, a self-hosted Bot API server, or the local one. */
  readonly apiRoot: string
  readonly log: Log
  readonly limits?: Partial<CallLimits>
  /** Told of each attempt of a call; those that the caller ended are left out. */
  readonly onCall?: (call: CallReport) => void
}

export interface CallReport {
  readonly method: string
  readonly seconds: number
  /** Null: it was done. */
  readonly failure: { readonly code: number | null; readonly kind: TelegramErrorKind } | null
}

export interface CallLimits {
  /** For one attempt of a call. */
  readonly deadlineMs: number
  readonly uploadDeadlineMs: number
  /** Added to the `timeout` of a long poll. */
  readonly pollGraceMs: number
  readonly attempts: number
  readonly firstPauseMs: number
  /** No attempt begins later than this after the first: whoever waits for the call has given up by then. */
  readonly patienceMs: number
}

export interface CallOptions {
  readonly signal?: Abortable
  /** Instead of the limit for this kind of call. */
  readonly deadlineMs?: number
  /** 1: no repeats, the caller decides. */
  readonly attempts?: number
}

const defaultLimits: CallLimits = {
  deadlineMs: 15_000,
  uploadDeadlineMs: 300_000,
  pollGraceMs: 10_000,
  attempts: 4,
  firstPauseMs: 500,
  patienceMs: 30_000,
}

export function createTelegramClient(options: TelegramClientOptions): TelegramClient {
  return new TelegramClient(options)
}

/**
 * Telegraf's typed methods over calls that always end: each attempt has a deadline; a 429 is repeated after the time
 * it names; silence, cut connections, 500 and 504 are repeated where doing a thing twice does no harm; a request that never
 * left, or that a gateway turned away, is repeated always. What fails, fails as a `TelegramCallError` without the token.
 */
export class TelegramClient extends Telegram {
  readonly #log: Log
  readonly #limits: CallLimits
  readonly #agent: http.Agent
  readonly #onCall: (call: CallReport) => void

  constructor({ token, apiRoot, log, limits, onCall = () => undefined }: TelegramClientOptions) {
    // Without the slash the last part of a path would be lost.
    super(token, { apiRoot: apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`, webhookReply: false })
    this.#log = log
    this.#limits = { ...defaultLimits, ...limits }
    this.#onCall = onCall
    this.#agent = createAgent(apiRoot)
    // Telegraf drops an agent that is given for an http address, and would make a new connection for each call.
    this.options.agent = this.#agent
    Object.defineProperty(this, 'token', { enumerable: false })
  }

  override async callApi<M extends keyof Methods>(
    method: M,
    payload: Opts<M>,
    options: CallOptions = {},
  ): Promise<ReturnType<Methods[M]>> {
    const attempts = carriesStream(payload) ? 1 : (options.attempts ?? this.#limits.attempts)
    const lastStart = performance.now() + this.#limits.patienceMs
    let mayBeDone = false
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#reported(method, payload, options)
      } catch (error) {
        if (mayBeDone && saysDoneBefore(error)) return true as ReturnType<Methods[M]>
        mayBeDone ||= error instanceof TelegramCallError && mayHaveHappened.has(error.outcome)
        const pauseMs = this.#pauseBeforeRepeat(error, attempt)
        if (pauseMs === null || attempt >= attempts || performance.now() + pauseMs > lastStart) throw error
        this.#log.debug({ err: error, method, attempt, pauseMs }, 'A call to Telegram is repeated')
        await pause(pauseMs, options.signal)
        if (options.signal?.aborted) throw error
      }
    }
  }

  /** Ends the kept connections. */
  closeConnections(): void {
    this.#agent.destroy()
  }

  async #reported<M extends keyof Methods>(method: M, payload: Opts<M>, options: CallOptions) {
    const began = performance.now()
    const report = (error: unknown) => {
      const kind = telegramErrorKind(error)
      const failure = kind === null ? null : { code: (error as TelegramCallError).code, kind }
      this.#onCall({ method, seconds: (performance.now() - began) / 1000, failure })
    }
    try {
      const answer = await this.#attempt(method, payload, options)
      report(null)
      return answer
    } catch (error) {
      if (!options.signal?.aborted) report(error)
      throw error
    }
  }

  async #attempt<M extends keyof Methods>(method: M, payload: Opts<M>, options: CallOptions) {
    const deadlineMs = options.deadlineMs ?? this.#deadlineOf(method, payload)
    const ending = new AbortController()
    const abort = () => ending.abort('aborted by the caller')
    const timer = setTimeout(() => ending.abort(`no answer within ${deadlineMs} ms`), deadlineMs)
    if (options.signal?.aborted) abort()
    options.signal?.addEventListener('abort', abort)
    // Telegraf reads files and fetches addresses before it looks at the signal, so the end is awaited here, too.
    const ended = new Promise<never>((_, reject) => {
      const end = () => {
        const description = String(ending.signal.reason)
        reject(new TelegramCallError(method, { outcome: 'unknown', code: null, description }))
      }
      if (ending.signal.aborted) end()
      ending.signal.addEventListener('abort', end)
    })
    ended.catch(() => undefined)
    try {
      return await Promise.race([ended, super.callApi(method, payload, { signal: asShim(ending.signal) })])
    } catch (error) {
      // Frees the connection of an answer that nobody reads to its end.
      ending.abort()
      throw asCallError(method, error, (text) => this.#redact(text))
    } finally {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', abort)
    }
  }

  #deadlineOf(method: string, payload: object): number {
    if (method === 'getUpdates') {
      const { timeout = 0 } = payload as { timeout?: number }
      return timeout * 1000 + this.#limits.pollGraceMs
    }
    return carriesFile(payload) ? this.#limits.uploadDeadlineMs : this.#limits.deadlineMs
  }

  /** Null: to repeat it would be useless, or could do it twice. */
  #pauseBeforeRepeat(error: unknown, attempt: number): number | null {
    if (!(error instanceof TelegramCallError)) return null
    if (error.code === 429) return (error.retryAfter ?? 1) * 1000
    if (error.outcome === 'answered') return null
    if (error.outcome === 'unknown' && !isHarmlessToRepeat(error.method)) return null
    return backoff(attempt, { firstMs: this.#limits.firstPauseMs, mostMs: this.#limits.patienceMs })
  }

  #redact(text: string): string {
    return this.token === '' ? text : text.replaceAll(this.token, '<token>')
  }
}

/** Also what a gateway turned away: rarely done, but then the repeat that says so has not failed. */
const mayHaveHappened: ReadonlySet<CallOutcome> = new Set(['unknown', 'gateway'])

/** Whether a repeat is refused because the attempt whose answer was lost had done it. */
function saysDoneBefore(error: unknown): boolean {
  const kind = telegramErrorKind(error)
  if (kind === 'message_gone') return (error as TelegramCallError).method.startsWith('delete')
  return kind === 'not_modified' || kind === 'query_too_old'
}

type ShimSignal = NonNullable<NonNullable<Parameters<Telegram['callApi']>[2]>['signal']>

/** Telegraf's types name an older package's class; what it calls takes Node's own. */
function asShim(signal: AbortSignal): ShimSignal {
  return signal as unknown as ShimSignal
}

/** Connections are kept while in use and half a minute longer; one that the server closed must not meet a message. */
function createAgent(apiRoot: string): http.Agent {
  const options = { keepAlive: true, timeout: 30_000 }
  return apiRoot.startsWith('https:') ? new https.Agent(options) : new http.Agent(options)
}

function carriesFile(payload: object): boolean {
  return filesOf(payload).length > 0
}

/** A stream is used up by the first attempt. */
function carriesStream(payload: object): boolean {
  return filesOf(payload).some(({ source }) => typeof source === 'object' && !Buffer.isBuffer(source))
}

interface InputFile {
  readonly source?: unknown
  readonly url?: unknown
}

/** The files to upload, where Telegraf looks for them: a value, its `media`, or the `media` of a list's items. */
function filesOf(payload: object): InputFile[] {
  return Object.values(payload)
    .flatMap((value: unknown) => value)
    .flatMap((value: unknown) => [value, (value as { media?: unknown } | null | undefined)?.media])
    .filter((value): value is InputFile => {
      if (typeof value !== 'object' || value === null) return false
      return 'source' in value || ('url' in value && !('prefer_large_media' in value))
    })
}
