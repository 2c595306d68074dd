import type { Update } from 'telegraf/types'

export interface ChatQueues {
  /** Runs `job` after the earlier ones of its chat. Resolves when it has ended; a job handles its own errors. */
  add(chat: string, job: () => Promise<void> | void): Promise<void>
  /** Jobs that wait or run. */
  readonly size: number
  /** Resolves once fewer than that many jobs wait or run; `whenBelow(1)`: all are done. */
  whenBelow(count: number): Promise<void>
  /** Forgets the jobs that wait; their promises stay open. Running ones end by themselves. */
  abandon(): void
}

interface Job {
  readonly run: () => Promise<void> | void
  readonly ended: () => void
}

/**
 * One job at a time for a chat, up to `mostAtOnce` chats at once. A chat with more to do goes to the end of the line
 * after each job, so one with hundreds of messages doesn't keep the others waiting.
 */
export function createChatQueues(mostAtOnce: number): ChatQueues {
  const waiting = new Map<string, Job[]>()
  const line = new Set<string>()
  const running = new Set<string>()
  let watchers: { readonly count: number; readonly reached: () => void }[] = []
  let size = 0

  function startNext(): void {
    for (const chat of line) {
      if (running.size >= mostAtOnce) return
      line.delete(chat)
      const job = waiting.get(chat)?.shift()
      if (job) void run(chat, job)
    }
  }

  async function run(chat: string, job: Job): Promise<void> {
    running.add(chat)
    try {
      await job.run()
    } finally {
      running.delete(chat)
      if (waiting.get(chat)?.length) line.add(chat)
      else waiting.delete(chat)
      size--
      job.ended()
      tellWatchers()
      startNext()
    }
  }

  function tellWatchers(): void {
    for (const { count, reached } of watchers) if (size < count) reached()
    watchers = watchers.filter(({ count }) => size >= count)
  }

  return {
    get size() {
      return size
    },
    add: (chat, job) =>
      new Promise((ended) => {
        size++
        const jobs = waiting.get(chat) ?? []
        jobs.push({ run: job, ended })
        waiting.set(chat, jobs)
        if (!running.has(chat)) line.add(chat)
        startNext()
      }),
    whenBelow: (count) =>
      new Promise((reached) => {
        if (size < count) reached()
        else watchers.push({ count, reached })
      }),
    abandon() {
      line.clear()
      waiting.clear()
      size = running.size
      tellWatchers()
    },
  }
}

/**
 * What must be handled in order belongs to one chat: its id, else the person's (an inline query; the id of a private
 * chat is the person's), else nothing else of the same kind. Updates of any shape get a key, malformed ones, too.
 */
export function chatOf(update: Update): string {
  const parts = Object.values(update).filter(isRecord)
  for (const read of [chatIdOf, personIdOf]) {
    for (const part of parts) {
      const id = read(part)
      if (typeof id === 'number') return String(id)
    }
  }
  return `update ${update.update_id}`
}

function chatIdOf(part: Record<string, unknown>): unknown {
  const { chat, message } = part
  if (isRecord(chat)) return chat['id']
  return isRecord(message) && isRecord(message['chat']) ? message['chat']['id'] : undefined
}

function personIdOf({ from, user }: Record<string, unknown>): unknown {
  if (isRecord(from)) return from['id']
  return isRecord(user) ? user['id'] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
