import { TelegramError } from 'telegraf'

/**
 * - `answered`: Telegram answered with a refusal; nothing was done.
 * - `not_sent`: the request certainly did not reach Telegram.
 * - `gateway`: a gateway before Telegram found nobody behind it (502, 503). During an outage that is every answer. The call
 *   was hardly done, though it may have been: a gateway says the same when it loses an answer.
 * - `unknown`: it went out and no usable answer came back (silence, also behind a gateway, which is 504; a cut connection,
 *   500): it may have been done.
 */
export type CallOutcome = 'answered' | 'not_sent' | 'gateway' | 'unknown'

/** The one error of every failed call. It carries neither the token nor what was sent, so it may be logged whole. */
export class TelegramCallError extends Error {
  override readonly name = 'TelegramCallError'
  readonly method: string
  readonly outcome: CallOutcome
  /** The HTTP status or `error_code`; null when there was no answer. */
  readonly code: number | null
  /** Telegram's own words, or what happened to the connection. */
  readonly description: string
  /** Seconds, from a 429. */
  readonly retryAfter: number | null

  constructor(method: string, failure: CallFailure) {
    super(`${method}: ${failure.code === null ? '' : `${failure.code} `}${failure.description}`)
    this.method = method
    this.outcome = failure.outcome
    this.code = failure.code
    this.description = failure.description
    this.retryAfter = failure.retryAfter ?? null
  }
}

export interface CallFailure {
  readonly outcome: CallOutcome
  readonly code: number | null
  readonly description: string
  readonly retryAfter?: number | null
}

export type TelegramErrorKind =
  /** The edit changes nothing. */
  | 'not_modified'
  /** A tap is answered too late, or twice. */
  | 'query_too_old'
  /** The message is not there, or can't be edited this way (any longer). */
  | 'message_gone'
  /** 403: the person blocked the bot, never wrote to it, or is gone. */
  | 'blocked'
  /** Telegram does not know the chat. */
  | 'chat_gone'
  | 'too_many'
  | 'unauthorized'
  /** Another process polls with this token, or a webhook is set. */
  | 'conflict'
  /** Any other refusal: repeating the same call cannot help. */
  | 'refused'
  /** The call may have been done, and doing it twice would be seen. */
  | 'unknown_outcome'
  /** Not done, hardly done, or harmless to do again: try later. */
  | 'unavailable'

/** What a failed call means to its caller; null for an error that is no failed call (a bug). */
export function telegramErrorKind(error: unknown): TelegramErrorKind | null {
  if (!(error instanceof TelegramCallError)) return null
  switch (error.outcome) {
    case 'not_sent':
    case 'gateway':
      return 'unavailable'
    case 'unknown':
      return isHarmlessToRepeat(error.method) ? 'unavailable' : 'unknown_outcome'
    case 'answered':
      return kindOfRefusal(error.code, error.description)
  }
}

/** A poll is refused because a webhook is set, not because of another poll. */
export function isWebhookConflict(error: unknown): boolean {
  return error instanceof TelegramCallError && error.code === 409 && error.description.includes('webhook')
}

const harmless =
  /^(get|set|edit|delete|pin|unpin)[A-Z]|^answer(Callback|Inline|PreCheckout|Shipping)Query$|^sendChatAction$/

/** Whether a method leads to the same state when it is done twice. */
export function isHarmlessToRepeat(method: string): boolean {
  return harmless.test(method)
}

function kindOfRefusal(code: number | null, description: string): TelegramErrorKind {
  switch (code) {
    case 401:
      return 'unauthorized'
    case 403:
      return 'blocked'
    case 404:
      // Without further words it is the path: a token that doesn't look like one.
      return description === 'Not Found' ? 'unauthorized' : 'refused'
    case 409:
      return 'conflict'
    case 429:
      return 'too_many'
    case null:
    default:
      return refusals.find(([words]) => words.test(description))?.[1] ?? 'refused'
  }
}

const refusals: readonly (readonly [RegExp, TelegramErrorKind])[] = [
  [/message is not modified/i, 'not_modified'],
  [/query is too old|query ID is invalid|QUERY_ID_INVALID/i, 'query_too_old'],
  [/message to (be )?\w+ not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID/i, 'message_gone'],
  [/there is no (text|caption|media) in the message to edit/i, 'message_gone'],
  [/chat not found|user not found|PEER_ID_INVALID|CHAT_ID_INVALID/i, 'chat_gone'],
  [/group chat was upgraded|group chat was deactivated/i, 'chat_gone'],
]

/** Turns what Telegraf's client throws into a failed call. A bug's error stays itself, only without the token. */
export function asCallError(method: string, error: unknown, redact: (text: string) => string): unknown {
  // A call that was ended here has words of ours alone, and Node makes a stack only when somebody looks at it.
  if (!(error instanceof Error) || error instanceof TelegramCallError) return error
  const failure = answerOf(error) ?? networkFailureOf(error)
  if (failure) return new TelegramCallError(method, { ...failure, description: redact(failure.description) })
  error.message = redact(error.message)
  if (error.stack !== undefined) error.stack = redact(error.stack)
  return error
}

function answerOf(error: Error): CallFailure | null {
  if (!(error instanceof TelegramError)) return null
  const { error_code, description, parameters } = error.response as Partial<TelegramError['response']>
  if (error_code === undefined)
    return { outcome: 'unknown', code: null, description: 'an answer without sense' }
  return {
    outcome: outcomeOfCode(error_code),
    code: error_code,
    description: description ?? '',
    retryAfter: parameters?.retry_after ?? null,
  }
}

function outcomeOfCode(code: number): CallOutcome {
  if (code < 500) return 'answered'
  return code === 502 || code === 503 ? 'gateway' : 'unknown'
}

function networkFailureOf(error: Error & { type?: string; code?: string }): CallFailure | null {
  if (error.name !== 'FetchError' && error.name !== 'AbortError') return null
  const reason = /^request to .* failed, reason: (.*)$/s.exec(error.message)?.[1]
  return {
    outcome: reason !== undefined && failedBeforeSending(reason, error.code) ? 'not_sent' : 'unknown',
    code: null,
    description: reason === undefined ? error.message : reason || (error.code ?? 'no connection'),
  }
}

/** Looking up the name, connecting and the TLS handshake come before the first byte of the request. */
function failedBeforeSending(reason: string, code = ''): boolean {
  // Node reports a failure on each of several addresses with an empty message.
  if (reason === '' || /^(connect|getaddrinfo) /.test(reason)) return true
  return (
    reason.includes('before secure TLS connection was established') || /CERT|^ERR_TLS_|^EPROTO$/.test(code)
  )
}
