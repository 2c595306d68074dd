import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { startPostgres } from '../../scripts/services/postgres.ts'
import { startRedis } from '../../scripts/services/redis.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'
import { templateSchema, type PostgresService, type RedisService } from './service-types.ts'

/** PostgreSQL and Redis for all test files, each started when the first file asks, so pure tests start nothing. */
export async function startBroker() {
  const closers: (() => Promise<void>)[] = []
  const services = {
    postgres: once(() => startDatabases(closers)),
    redis: once(() => startOrUseRedis(closers)),
  }
  const secret = randomBytes(16).toString('hex')
  const server = createServer((request, response) => {
    const [, key, name] = (request.url ?? '').split('/')
    if (key !== secret || (name !== 'postgres' && name !== 'redis')) return void response.writeHead(404).end()
    services[name]().then((service) => response.end(JSON.stringify(service)), giveUp)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    address: `http://127.0.0.1:${port}/${secret}`,
    async stop() {
      server.close()
      for (const close of closers.reverse()) await close()
    },
  }
}

async function startDatabases(closers: (() => Promise<void>)[]): Promise<PostgresService> {
  const given = process.env['TEST_DATABASE_URL']
  const running = given ? null : await startPostgres({ durable: false })
  if (running) closers.push(() => running.stop())
  const url = given ?? running?.url ?? ''
  const template = `booking_template_${randomBytes(4).toString('hex')}`
  await execute(url, `create database ${template}`)
  if (given) {
    closers.push(() =>
      execute(url, `alter database ${template} is_template false`, `drop database ${template}`),
    )
  }
  await migrate(databaseUrl(url, template))
  await execute(url, `alter database ${template} is_template true allow_connections false`)
  return { url, template }
}

async function migrate(url: string): Promise<void> {
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
  const result = await migrateTenant({ databaseUrl: url, schema: templateSchema, log })
  if (!result.ok) throw new Error(result.message)
}

async function startOrUseRedis(closers: (() => Promise<void>)[]): Promise<RedisService> {
  const given = process.env['TEST_REDIS_URL']
  if (given) return { url: given }
  const redis = await startRedis()
  closers.push(() => redis.stop())
  return { url: redis.url }
}

async function execute(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

function databaseUrl(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href
}

/** Without its services no test can tell anything: one sentence, not one failure a file. */
function giveUp(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined
  return () => (started ??= start())
}

function ignore(): void {}
