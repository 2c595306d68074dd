import type { EndedTask, TaskKind } from '../domain/task.ts'
import { createMetrics, type Metrics } from './metrics.ts'

/** What the program counts while it works. Nothing here tells who anybody is. */
export interface Measures {
  readonly metrics: Metrics
  readonly updateHandled: (update: HandledUpdate) => void
  readonly statementRun: (seconds: number) => void
  readonly telegramCalled: (call: TelegramCall) => void
  readonly taskEnded: (task: EndedTask) => void
  readonly loopDelayed: (seconds: number) => void
}

interface HandledUpdate {
  readonly kind: string
  readonly outcome: string
  readonly seconds: number
}

interface TelegramCall {
  readonly method: string
  readonly seconds: number
  /** Null: it was done. */
  readonly failure: { readonly code: number | null; readonly kind: string } | null
}

const taskKinds = Object.keys({
  reminder: true,
  review: true,
  notice: true,
  hold_end: true,
  completion: true,
  daily_summary: true,
  waitlist: true,
  update: true,
} satisfies Record<TaskKind, true>)

const answers = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const statements = [0.001, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5]
const lateness = [1, 5, 15, 60, 300, 900, 3600]
const delays = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export function createMeasures(tenant: string, version: string): Measures {
  const metrics = createMetrics(tenant)
  metrics.sampled(
    { booking_build_info: { type: 'gauge', help: 'Always 1; which program answers.' } },
    () => ({ booking_build_info: [{ labels: { version, node: process.versions.node }, value: 1 }] }),
  )
  return {
    metrics,
    updateHandled: measureUpdates(metrics),
    statementRun: metrics.histogram(
      'booking_sql_duration_seconds',
      'How long statements took, the wait for a connection included.',
      statements,
    ),
    telegramCalled: measureCalls(metrics),
    taskEnded: measureTasks(metrics),
    loopDelayed: metrics.histogram(
      'booking_event_loop_delay_seconds',
      'How much later than it should the event loop ran a timer.',
      delays,
    ),
  }
}

function measureUpdates(metrics: Metrics): Measures['updateHandled'] {
  const count = metrics.counter(
    'booking_updates_total',
    'Updates from Telegram by kind and outcome.',
    ['message', 'callback_query', 'my_chat_member'].map((kind) => ({ kind, outcome: 'failed' })),
  )
  const observe = metrics.histogram(
    'booking_update_duration_seconds',
    'How long updates took, all answers sent.',
    answers,
  )
  return ({ kind, outcome, seconds }) => {
    count({ kind, outcome })
    observe(seconds, { kind })
  }
}

function measureCalls(metrics: Metrics): Measures['telegramCalled'] {
  const observe = metrics.histogram(
    'booking_telegram_call_duration_seconds',
    'How long attempts of calls to Telegram took, polls left out.',
    answers,
  )
  const countError = metrics.counter(
    'booking_telegram_errors_total',
    'Attempts of calls to Telegram that failed, by error code (none: no answer) and by what it means.',
  )
  return ({ method, seconds, failure }) => {
    if (method !== 'getUpdates') observe(seconds)
    if (failure) countError({ code: String(failure.code ?? 'none'), kind: failure.kind })
  }
}

function measureTasks(metrics: Metrics): Measures['taskEnded'] {
  const count = metrics.counter(
    'booking_tasks_total',
    'Tasks (reminders, notices, ends of holds …) that were taken up, by kind and outcome; again: tried later.',
    taskKinds.flatMap((kind) => ['failed', 'unknown'].map((outcome) => ({ kind, outcome }))),
  )
  const observe = metrics.histogram(
    'booking_task_lateness_seconds',
    'How long after their moment tasks were done, by kind.',
    lateness,
  )
  return ({ kind, status, lateSeconds }) => {
    count({ kind, outcome: status === 'pending' ? 'again' : status })
    if (status === 'done') observe(lateSeconds, { kind })
  }
}
