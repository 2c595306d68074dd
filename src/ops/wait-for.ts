import type { Log } from '../context.ts'
import { exitCodes, StartRefused } from './start-refused.ts'

export interface Waiting {
  readonly log: Log
  /** 0: without end. */
  readonly timeoutSeconds: number
  readonly signal?: AbortSignal | undefined
  /** Whether waiting can mend an error; any, if it is not said. Others are thrown on. */
  readonly mayPass?: (error: unknown) => boolean
}

const firstPauseMs = 500
const longestPauseMs = 10_000

/**
 * Repeats `probe` with growing pauses until it succeeds, and says what it waits for. What waiting can't mend (a wrong
 * password, a missing database) refuses the start at once, as does a `StartRefused` of the probe itself; a statement
 * that fails is thrown on.
 */
export async function waitFor<Result>(
  name: string,
  probe: () => Promise<Result>,
  { log, timeoutSeconds, signal, mayPass = () => true }: Waiting,
): Promise<Result> {
  const startedAt = performance.now()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await probe()
    } catch (error) {
      if (error instanceof StartRefused || signal?.aborted) throw error
      refuseHopeless(name, error)
      if (!mayPass(error)) throw error
      refuseAfter(timeoutSeconds, startedAt, name, error)
      log.warn({ reason: describe(error) }, `Waiting for ${name}, which does not answer`)
      await pause(pauseMs, signal)
    }
  }
}

/** PostgreSQL: invalid password, invalid authorization, invalid catalog name. Redis says it in words only. */
const hopelessCodes = new Set(['28P01', '28000', '3D000'])
const hopelessWords = /^(WRONGPASS|NOAUTH|NOPERM)\b|ERR invalid password|ERR DB index is out of range/

function refuseHopeless(name: string, error: unknown): void {
  const code = codeOf(error)
  const text = describe(error)
  if (hopelessCodes.has(code) || hopelessWords.test(text)) {
    throw new StartRefused(
      exitCodes.configuration,
      `${name} answers, but does not let this program in: ${text}`,
    )
  }
  if (isStatementError(code)) throw error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An SQLSTATE, but none of a broken connection, missing resources or a server that starts or stops. */
function isStatementError(code: string): boolean {
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code) && !/^(08|53|57)/.test(code)
}

function refuseAfter(timeoutSeconds: number, startedAt: number, name: string, error: unknown): void {
  if (timeoutSeconds === 0 || performance.now() - startedAt < timeoutSeconds * 1000) return
  throw new StartRefused(
    exitCodes.dependencyAway,
    `${name} did not answer for ${timeoutSeconds} seconds: ${describe(error)}`,
  )
}

/** A connection refused on IPv4 and IPv6 is an AggregateError without a message of its own. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message : String(error)
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end, { once: true })
    function end(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
  })
}
