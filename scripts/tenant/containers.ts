import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { Premises, Tenant } from './premises.ts'
import type { Finding } from './problem.ts'

/** As `docker compose ps` tells of it. */
export interface Container {
  readonly ID: string
  readonly Service: string
  readonly State: string
  /** Empty: it has no health check, or does not run. */
  readonly Health: string
  readonly ExitCode: number
}

/** What Compose itself says against its files. Nothing where it is not installed. */
export async function checkComposeFiles({ composeFile }: Premises): Promise<string[]> {
  const cwd = dirname(composeFile)
  try {
    await compose(cwd, 'version')
  } catch {
    return []
  }
  try {
    await compose(cwd, 'config', '--quiet')
    return []
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('time='))
    // The value in which it does not understand a dollar may be a password.
    const words = lines.join(' ').replace(/(invalid template:|another \$\.).*/i, '$1 …')
    return [`It can't read its files, so nothing can be started: ${words}`]
  }
}

async function compose(cwd: string, ...words: readonly string[]): Promise<string> {
  return await docker(cwd, 'compose', ...words)
}

async function docker(cwd: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', words, { cwd, env: process.env })
  return stdout
}

/** Also those that have ended. Null: Docker does not answer here, and nothing is known. */
export async function readContainers({ composeFile }: Premises): Promise<Container[] | null> {
  const cwd = dirname(composeFile)
  try {
    const containers = readPs(await compose(cwd, 'ps', '--all', '--format', 'json'))
    return await markLoops(cwd, containers)
  } catch {
    return null
  }
}

/**
 * Docker calls a container that ends again and again `restarting` between two attempts only. One that is no further than
 * starting, and has ended twice since somebody last started it, is taken for such a one, too.
 */
async function markLoops(cwd: string, containers: readonly Container[]): Promise<Container[]> {
  const isStarting = ({ State, Health }: Container) => State === 'running' && Health === 'starting'
  const starting = containers.filter(isStarting)
  const restarts = starting.length > 0 ? await countRestarts(cwd, starting) : []
  return containers.map((container) => {
    const own = restarts.find(({ id }) => id.startsWith(container.ID))
    return isStarting(container) && own && own.count >= 2
      ? { ...container, State: 'restarting', Health: '' }
      : container
  })
}

/** Of all by one command, since after a reboot a hundred may be starting. */
async function countRestarts(cwd: string, containers: readonly Container[]) {
  const ids = containers.map(({ ID }) => ID)
  // It fails for one that has gone since, and tells of the others.
  const told = await docker(cwd, 'inspect', '--format', '{{.Id}} {{.RestartCount}}', ...ids).catch(
    (error: unknown) => (error as { stdout?: string }).stdout ?? '',
  )
  return told.split('\n').map((line) => {
    const [id = '', count] = line.split(' ')
    return { id, count: Number(count) }
  })
}

/** One line a container; until Compose 2.21 one list of all. */
export function readPs(printed: string): Container[] {
  return printed
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => JSON.parse(line) as Container | Container[])
}

export function checkTenantsContainer(
  containers: readonly Container[],
  { service, suspended }: Pick<Tenant, 'service' | 'suspended'>,
): string[] {
  const own = containers.filter(({ Service }) => Service === service)
  if (!suspended) return own.length > 0 ? checkContainers(own) : [`It has no container. ${wayUp(service)}`]
  return own.some(({ State }) => ['running', 'restarting', 'paused'].includes(State))
    ? [`It is suspended and runs still: docker compose --profile suspended rm --stop --force ${service}`]
    : []
}

/** What all tenants share, where it runs here. */
export function checkServices(
  containers: readonly Container[],
  { variables }: Pick<Premises, 'variables'>,
): Finding[] {
  const services = ['booking-postgres', 'booking-redis', 'booking-pgbouncer', 'backup']
  const findings = services.flatMap((service) => {
    const own = containers.filter(({ Service }) => Service === service)
    // Its health is what `checkBackups` tells of.
    const looked = service === 'backup' ? own.map((each) => ({ ...each, Health: '' })) : own
    return checkContainers(looked).map((problem) => ({ tenant: service, problem }))
  })
  const pooler = variables['DATABASE_ADDRESS']?.split(':', 1)[0]
  if (!pooler || containers.some(({ Service }) => Service === pooler)) return findings
  const problem = `It has no container, and DATABASE_ADDRESS leads there. ${wayUp(pooler)}`
  return [...findings, { tenant: pooler, problem }]
}

/** Of one service: one that works beside one that has ended is enough. */
function checkContainers(own: readonly Container[]): string[] {
  const ill = own.find(
    ({ State, Health }) => State === 'restarting' || (State === 'running' && Health === 'unhealthy'),
  )
  const isUp = own.some(({ State }) => State === 'running')
  const told = ill ?? (isUp ? undefined : own[0])
  if (!told) return []
  const { Service: service } = told
  const reason = `It says why: docker compose logs --tail 20 ${service}`
  // Compose leaves a container alone that runs with what the files say.
  const way = told.State === 'running' ? 'restart' : 'up -d'
  return [`Its container ${wordsFor(told)}. ${reason}. Once that is mended: docker compose ${way} ${service}`]
}

function wordsFor({ State: state, ExitCode: code }: Container): string {
  switch (state) {
    case 'running':
      return 'runs and is unhealthy'
    case 'restarting':
      return 'ends and is started again and again'
    case 'exited':
      return code === 0 ? 'has ended' : `has ended (exit code ${code})`
    default:
      return `does not run (${state})`
  }
}

function wayUp(service: string): string {
  return `Start it: docker compose up -d ${service}`
}
