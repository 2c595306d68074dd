import type { Log } from '../context.ts'

type Close = () => Promise<void> | void

export interface LifeCycle {
  /** Registers how to close what was just opened. */
  opened(name: string, close: Close): void
  /** Closes everything in reverse order, once; a later call waits for the first. */
  stop(): Promise<void>
}

/**
 * Whatever is opened registers its own closer. One that fails is logged and the rest is closed all the same; what still
 * hangs after `limitMs` is named and left: a process that never ends is worse than a connection that breaks.
 */
export function createLifeCycle({ log, limitMs }: { log: Log; limitMs: number }): LifeCycle {
  const open: { name: string; close: Close }[] = []
  let stopping: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    for (let last = open.at(-1); last; last = open.at(-1)) {
      try {
        await last.close()
      } catch (error) {
        log.error({ err: error }, `Closing ${last.name} failed`)
      }
      open.pop()
    }
  }

  async function closeWithinLimit(): Promise<void> {
    const closed = closeAll().then(() => true)
    if (await isWithin(limitMs, closed)) return
    log.error({ open: open.map(({ name }) => name) }, 'Stopping took too long, the rest is left open')
  }

  return {
    opened: (name, close) => void open.push({ name, close }),
    stop: () => (stopping ??= closeWithinLimit()),
  }
}

async function isWithin(limitMs: number, done: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs)
  })
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
