import { pino, type DestinationStream, type Logger } from 'pino'
import type { Scrub } from './redaction.ts'

export interface LoggerOptions {
  readonly level: string
  /** `CLIENT_ID`, in every line. */
  readonly tenant: string
  readonly scrub: Scrub
  /** Where lines go; standard output unless told otherwise. */
  readonly destination?: DestinationStream
}

/** JSON lines, or plain ones for people on a terminal. Every line is scrubbed as a whole, just before it is written. */
export async function createLogger({ level, tenant, scrub, destination }: LoggerOptions): Promise<Logger> {
  const output = destination ?? (process.stdout.isTTY ? await plainOutput() : standardOutput())
  return pino(
    { level, base: { tenant }, serializers: { err: serializeError } },
    { write: (line) => output.write(scrub(line)) },
  )
}

/**
 * When whoever reads the log is gone, each line fails, and to say so would fail again, without end: the bot goes on for
 * its people, silently.
 */
function standardOutput(): DestinationStream {
  let isRead = true
  process.stdout.on('error', () => (isRead = false))
  return {
    write: (line) => {
      if (isRead) process.stdout.write(line)
    },
  }
}

async function plainOutput(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty')
  return pretty({ sync: true, ignore: 'pid,hostname,tenant', translateTime: 'SYS:HH:MM:ss' })
}

interface SerializedError {
  readonly type: string
  readonly message: string
  readonly stack: string | undefined
  readonly code: unknown
  readonly cause: SerializedError | undefined
}

/** Chosen fields only: errors of libraries carry what was sent with them, names and messages of people included. */
function serializeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: String(error), stack: undefined, code: undefined, cause: undefined }
  }
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code: 'code' in error ? error.code : undefined,
    cause: error.cause === undefined ? undefined : serializeError(error.cause),
  }
}
