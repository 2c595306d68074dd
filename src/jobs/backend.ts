import { Queue, Worker, createPostgresBackend, withBackend, type Processor } from 'bullmq'

/** Where the alarm clock keeps its jobs. Each tenant has a prefix, or a schema, of its own. */
export type JobsBackend =
  | {
      readonly kind: 'redis'
      readonly connection: RedisConnection
      /** BullMQ's own prefix; its keys begin with it. */
      readonly prefix: string
    }
  | {
      readonly kind: 'postgresql'
      /** Its start-up options, if any, must lead to `schema`: they win over those that BullMQ sets. */
      readonly connectionString: string
      readonly schema: string
    }

export interface RedisConnection {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly username?: string
  readonly password?: string
  readonly tls?: object
}

/** All that a job carries: the row in `tasks` says the rest. */
export interface TaskJob {
  readonly taskId: number
}

export type TaskProcessor = Processor<TaskJob, void>

const queueName = 'tasks'

/** 25 messages a second keep a bot below Telegram's 30, and leave room for answers. */
const limiter = { max: 25, duration: 1000 }
const concurrency = 10

export function openQueue(backend: JobsBackend): Queue<TaskJob> {
  if (backend.kind === 'redis') {
    return new Queue<TaskJob>(queueName, {
      connection: { ...backend.connection, maxRetriesPerRequest: null },
      prefix: backend.prefix,
    })
  }
  const postgres = withBackend(createPostgresBackend)
  return new postgres.Queue<TaskJob>(queueName, {
    connection: postgresConnection(backend),
  }) as unknown as Queue<TaskJob>
}

export function openWorker(backend: JobsBackend, process: TaskProcessor): Worker<TaskJob, void> {
  if (backend.kind === 'redis') {
    return new Worker<TaskJob, void>(queueName, process, {
      connection: { ...backend.connection, maxRetriesPerRequest: null },
      prefix: backend.prefix,
      concurrency,
      limiter,
      autorun: false,
    })
  }
  const postgres = withBackend(createPostgresBackend)
  return new postgres.Worker<TaskJob, void>(queueName, process, {
    connection: postgresConnection(backend),
    concurrency,
    limiter,
    autorun: false,
  }) as unknown as Worker<TaskJob, void>
}

/** A config and not a ready pool: with a pool BullMQ ignores `schema` and `migrate`, and then its worker finds no tables. */
function postgresConnection(backend: Extract<JobsBackend, { kind: 'postgresql' }>) {
  return {
    connectionString: backend.connectionString,
    schema: backend.schema,
    migrate: true,
    max: 2,
    application_name: 'booking-jobs',
  }
}
