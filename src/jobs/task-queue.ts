import type { Clock } from '../domain/clock.ts'
import { jobId } from '../domain/task-plan.ts'
import type { Task } from '../domain/task.ts'
import type { Log } from '../context.ts'
import { openQueue, openWorker, type JobsBackend, type TaskProcessor } from './backend.ts'

export interface TaskQueue {
  /** Sets the alarm of each task. Waits a second at most and never throws: the sweep sets it again. */
  schedule(tasks: readonly Task[]): Promise<void>
  startWorker(run: (taskId: number) => Promise<void>): void
  /** Whether the worker runs and its server answers at this moment. */
  isWorking(): Promise<boolean>
  close(): Promise<void>
}

/** While the queue's server is away, nobody's answer waits longer for it than this. */
const answerLimitMs = 1000
/** BullMQ waits for its server without end, also to say goodbye; a stop does not. */
const goodbyeLimitMs = 2000
const chunk = 500

interface Options {
  readonly backend: JobsBackend
  readonly clock: Clock
  readonly log: Log
}

export async function openTaskQueue({ backend, clock, log }: Options): Promise<TaskQueue> {
  const queue = openQueue(backend)
  queue.on('error', sparingly(log, 'The job queue lost its connection'))
  try {
    await queue.waitUntilReady()
  } catch (error) {
    await within(queue.close(), answerLimitMs).catch(() => undefined)
    throw error
  }
  let worker: ReturnType<typeof openWorker> | undefined
  let running: Promise<void> | undefined
  const inHand = new Set<Promise<void>>()

  async function sayGoodbye(): Promise<void> {
    await worker?.close()
    await running
    await queue.close()
  }

  return {
    schedule: async (tasks) => {
      const now = clock.now()
      const jobs = tasks.map((task) => jobOf(task, now))
      await addInChunks(queue, jobs, log)
    },
    startWorker(run) {
      const process: TaskProcessor = async (job) => {
        const task = run(job.data.taskId)
        inHand.add(task)
        await task.finally(() => inHand.delete(task))
      }
      worker = openWorker(backend, process)
      worker.on('error', sparingly(log, 'The job worker lost its connection'))
      worker.on('failed', (job, error) => log.error({ err: error, job: job?.id }, 'A task failed'))
      running = worker.run()
    },
    async isWorking() {
      if (!worker?.isRunning()) return false
      return await within(queue.getDelayedCount(), answerLimitMs).then(
        () => true,
        () => false,
      )
    },
    async close() {
      const goodbye = sayGoodbye()
      await Promise.allSettled(inHand)
      try {
        await within(goodbye, goodbyeLimitMs)
      } catch (error) {
        log.warn({ err: error }, 'The job queue was left without a goodbye')
        for (const half of [worker, queue]) half?.disconnect().catch(() => undefined)
      }
    },
  }
}

async function addInChunks(
  queue: ReturnType<typeof openQueue>,
  jobs: readonly ReturnType<typeof jobOf>[],
  log: Log,
): Promise<void> {
  for (let first = 0; first < jobs.length; first += chunk) {
    try {
      await within(queue.addBulk(jobs.slice(first, first + chunk)), answerLimitMs)
    } catch (error) {
      log.warn({ err: error, tasks: jobs.length - first }, 'Alarms were not set; the sweep will set them')
      return
    }
  }
}

/** A job keeps nothing once it ended: one that is kept would make its id, and so a later alarm, a no-op. */
function jobOf(task: Task, now: Date) {
  return {
    name: task.kind,
    data: { taskId: task.id },
    opts: {
      jobId: jobId(task),
      delay: Math.max(0, task.dueAt.getTime() - now.getTime()),
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  }
}

/** A worker without its server fails many times a second; the log says so twice a minute. */
function sparingly(log: Log, message: string): (error: Error) => void {
  let quietUntil = 0
  return (error) => {
    if (performance.now() < quietUntil) return
    quietUntil = performance.now() + 30_000
    log.warn({ err: error }, message)
  }
}

async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs)
  })
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
