import type { Redis } from 'ioredis'
import type { Opening } from './connections.ts'
import type { TaskQueue } from './jobs/task-queue.ts'
import { startHttpServer, type Health, type HttpServer } from './ops/http-server.ts'
import type { Config } from './ops/config.ts'
import type { Measures } from './ops/measures.ts'
import type { WebhookRoute } from './ops/webhook-route.ts'
import { addProcessMetrics, watchEventLoop } from './ops/process-metrics.ts'
import type { Database } from './storage/database.ts'
import { readTaskBacklog } from './storage/task-backlog.ts'
import type { Intake } from './telegram/intake.ts'
import { pause } from './telegram/pause.ts'
import type { WebhookIntake } from './telegram/webhook-intake.ts'

/** What is not open yet is not ready, but no reason to end a process that waits for it. */
export interface Watched {
  db?: Database
  redis?: Redis | null
  queue?: TaskQueue
  intake?: Intake
  /** The same, where Telegram brings updates. */
  webhook?: WebhookIntake
}

/** Answers from the first moment on, with what is open by then. */
export async function openMonitoring(
  { config, clock, log, life }: Opening,
  watched: Watched,
  measures: Measures,
): Promise<HttpServer> {
  const ready = () => checkReady(watched, config.redis !== null)
  addProcessMetrics(measures.metrics)
  addStateMetrics(measures, watched, { ready, now: () => clock.now() })
  life.opened('the watch over the event loop', watchEventLoop(measures.loopDelayed))
  const server = await startHttpServer({
    port: config.port,
    log,
    alive: () => ({ intake: !watched.intake?.health().stalled }),
    ready,
    metrics: () => measures.metrics.render(),
    webhook: webhookRoute(config, watched),
  })
  life.opened('the health server', () => server.close())
  return server
}

function webhookRoute({ webhookUrl, secrets }: Config, watched: Watched): WebhookRoute | null {
  if (webhookUrl === null || secrets.webhookSecret === null) return null
  return {
    path: new URL(webhookUrl).pathname,
    secret: secrets.webhookSecret,
    receive: async (update) => (await watched.webhook?.receive(update)) ?? false,
  }
}

async function checkReady({ db, redis, queue, intake }: Watched, withRedis: boolean): Promise<Health> {
  const health = intake?.health()
  const [postgresql, redisAnswers, worker] = await Promise.all([
    soon(db?.isReachable()),
    soon(redis?.ping().then(() => true)),
    soon(queue?.isWorking()),
  ])
  return {
    postgresql,
    ...(withRedis && { redis: redisAnswers }),
    intake: health?.state === 'running' && health.trouble === null,
    worker,
  }
}

/** What hangs does not work, and whoever asks shall hear so while they listen. */
async function soon(works: Promise<boolean> | undefined): Promise<boolean> {
  const limit = new AbortController()
  const late = pause(answerWithinMs, limit.signal).then(() => false)
  try {
    return await Promise.race([works ?? false, late])
  } catch {
    return false
  } finally {
    limit.abort()
  }
}

const answerWithinMs = 1500

interface State {
  readonly ready: () => Promise<Health>
  readonly now: () => Date
}

function addStateMetrics({ metrics }: Measures, watched: Watched, { ready, now }: State): void {
  metrics.sampled(
    { booking_ready: { type: 'gauge', help: '1 while this part works, else 0; as /readyz says it.' } },
    async () => {
      const parts = Object.entries(await ready())
      return { booking_ready: parts.map(([part, works]) => ({ labels: { part }, value: works ? 1 : 0 })) }
    },
  )
  metrics.sampled(
    {
      booking_tasks_due: {
        type: 'gauge',
        help: 'Tasks whose moment has come and that nobody has taken yet.',
      },
      booking_tasks_oldest_due_seconds: {
        type: 'gauge',
        help: 'How late the earliest of them is; 0: none waits.',
      },
      booking_updates_aside: { type: 'gauge', help: 'Updates that were put aside and are not finished.' },
    },
    async () => {
      const backlog = watched.db && (await readTaskBacklog(watched.db, now()))
      return {
        booking_tasks_due: backlog?.due ?? [],
        booking_tasks_oldest_due_seconds: backlog?.oldestSeconds ?? [],
        booking_updates_aside: backlog?.updatesAside ?? [],
      }
    },
  )
  metrics.sampled(
    {
      booking_sql_connections: {
        type: 'gauge',
        help: 'Connections of the pool by state; waiting: who has none.',
      },
      booking_updates_in_flight: { type: 'gauge', help: 'Updates that are being handled.' },
    },
    () => ({
      booking_sql_connections: Object.entries(watched.db?.connections ?? {}).map(([state, value]) => ({
        labels: { state },
        value,
      })),
      booking_updates_in_flight: watched.intake?.health().inFlight ?? 0,
    }),
  )
}
