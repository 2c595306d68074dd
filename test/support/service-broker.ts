import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRedis } from '../../scripts/services/redis.ts'
import { Databases } from './databases.ts'
import { Programs } from './programs.ts'
import { direct, type Services } from './service-types.ts'

/** PostgreSQL, Redis and built programs for all test files, each made when the first file asks: pure tests start nothing. */
async function startBroker() {
  const closers: (() => Promise<void>)[] = []
  const startDatabases = once(async () => {
    const databases = await Databases.start().catch(giveUp)
    closers.push(() => databases.close())
    return databases
  })
  const redisUrl = once(() => startOrUseRedis(closers).catch(giveUp))
  const openPrograms = once(async () => {
    const programs = await Programs.open()
    closers.push(() => programs.close())
    return programs
  })
  const services: { [Name in keyof Services]: (argument: string) => Promise<Services[Name]> } = {
    clone: async (way) => ({ url: await (await startDatabases()).clone({ isDirect: way === direct }) }),
    empty: async () => ({ url: await (await startDatabases()).empty() }),
    drop: async (url) => ({ left: await (await startDatabases()).drop(url) }),
    redis: async () => ({ url: await redisUrl() }),
    program: async (source) => ({ file: await (await openPrograms()).find(source) }),
  }
  const secret = randomBytes(16).toString('hex')
  const server = createServer((request, response) => {
    const [, key, name = '', argument = ''] = (request.url ?? '').split('/')
    if (key !== secret || !isService(name)) return void response.writeHead(404).end()
    services[name](decodeURIComponent(argument)).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  function isService(name: string): name is keyof Services {
    return Object.hasOwn(services, name)
  }

  return {
    address: `http://127.0.0.1:${port}/${secret}`,
    async stop() {
      server.close()
      for (const close of closers.reverse()) await close()
    },
  }
}

async function startOrUseRedis(closers: (() => Promise<void>)[]): Promise<string> {
  const given = process.env['TEST_REDIS_URL']
  if (given) return given
  const redis = await startRedis()
  closers.push(() => redis.stop())
  return redis.url
}

/** Without its services no test can tell anything: one sentence, not one failure a file. */
function giveUp(error: unknown): never {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined
  return () => (started ??= start())
}

const broker = await startBroker()
process.once('disconnect', () => {
  void broker.stop().finally(() => process.exit())
})
process.send?.(broker.address)
