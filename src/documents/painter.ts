import { Worker } from 'node:worker_threads'
import { fontFamily, fontFiles } from './font.ts'

/** Turns drawings into PNG files, away from the event loop: a picture takes several times the 50 ms that it may be held. */
export interface Painter {
  paint(svg: string): Promise<Buffer>
  close(): Promise<void>
}

/** A thread costs some fifty megabytes, so it is there only while pictures are asked for. */
const idleMs = 30_000
const mostMs = 20_000

interface Answer {
  readonly id: number
  readonly png?: Uint8Array
  readonly problem?: string
}

interface Waiting {
  readonly resolve: (png: Buffer) => void
  readonly reject: (error: Error) => void
}

export function createPainter(): Painter {
  let thread: Worker | null = null
  let timer: NodeJS.Timeout | undefined
  let last = 0
  const waiting = new Map<number, Waiting>()

  const end = async (reason: Error): Promise<void> => {
    const ended = thread
    thread = null
    clearTimeout(timer)
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    await ended?.terminate()
  }

  const endAfter = (ms: number, reason: string): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void end(new Error(reason)), ms).unref()
  }

  const open = (): Worker => {
    const opened = new Worker(new URL('./draw-png.js', import.meta.url), {
      workerData: { fontFiles, fontFamily },
      execArgv: [],
    })
    opened.on('message', ({ id, png, problem }: Answer) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      if (png) asked?.resolve(Buffer.from(png.buffer, png.byteOffset, png.byteLength))
      else asked?.reject(new Error(`a picture was not drawn: ${problem ?? ''}`))
      if (waiting.size > 0) return
      opened.unref()
      endAfter(idleMs, 'idle')
    })
    opened.on('error', (error) => {
      if (thread === opened) void end(error instanceof Error ? error : new Error(String(error)))
    })
    return opened
  }

  return {
    paint: (svg) =>
      new Promise((resolve, reject) => {
        thread ??= open()
        thread.ref()
        const id = ++last
        waiting.set(id, { resolve, reject })
        endAfter(mostMs, 'a picture took too long')
        thread.postMessage({ id, svg })
      }),
    close: () => end(new Error('the program stops')),
  }
}
