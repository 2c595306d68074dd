import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Log, ReadAgainChannel } from '../context.ts'
import type { Connection } from './database.ts'

interface NoticeChannelOptions {
  /** Not through a pooler in transaction mode, which would give the listening connection to somebody else. */
  readonly databaseUrl: string
  readonly applicationName: string
  /** Speaks on the channel. */
  readonly db: Connection
  /** Channels are those of the whole database, so its name tells one tenant's from another's. */
  readonly channel: string
  readonly onWord: () => void
  readonly log: Log
}

const reconnectAfterMs = 1000

/**
 * Listens on a connection of its own, which is opened again whenever it is lost. What was said while it was away is
 * lost, so each time that it listens (again) counts as a word.
 */
export function openNoticeChannel(options: NoticeChannelOptions): ReadAgainChannel {
  const stopping = new AbortController()
  const listening = listen(options, stopping.signal)
  return {
    announce: async () => {
      await options.db.query(`select pg_notify($1, '')`, [options.channel])
    },
    close: async () => {
      stopping.abort()
      await listening
    },
  }
}

async function listen(options: NoticeChannelOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(options, signal)
    } catch (error) {
      options.log.warn({ err: error }, 'Changes of other processes are seen later: they can’t be listened to')
    }
    await pause(reconnectAfterMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Ends when the connection does. */
async function listenOnce(options: NoticeChannelOptions, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  const ended = new Promise<void>((resolve) => {
    client.on('end', resolve)
    client.on('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  client.on('notification', options.onWord)
  try {
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(options.channel)}`)
    options.onWord()
    await ended
  } finally {
    await client.end().catch(() => undefined)
  }
}
