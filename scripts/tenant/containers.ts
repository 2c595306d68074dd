import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { Premises, Tenant } from './premises.ts'
import { Problem, wordsOf, type Finding } from './problem.ts'

/** As `docker compose ps` tells of it. */
export interface Container {
  readonly ID: string
  readonly Name: string
  readonly Service: string
  readonly State: string
  /** Empty: it has no health check, or does not run. */
  readonly Health: string
  readonly ExitCode: number
  /** What it was started with; undefined where Docker does not tell. */
  readonly environment?: ReadonlySet<string>
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
    return await withDetails(cwd, containers)
  } catch {
    return null
  }
}

/** What Compose would start, whole: with `docker-compose.override.yml` and with what a profile leaves out. */
export type Services = ReadonlyMap<string, Tenant['environment']>

/** Null: Compose does not tell, and nothing is known. */
export async function readServices({ composeFile, tenants }: Premises): Promise<Services | null> {
  try {
    const told = await compose(dirname(composeFile), '--profile', '*', 'config', '--format', 'json')
    const { services } = JSON.parse(told) as {
      services: Record<string, { environment?: Record<string, string | null> }>
    }
    const read = Object.entries(services).map(([name, { environment = {} }]) => {
      // It prints a dollar as one would have to write it.
      const values = Object.entries(environment).map(([key, value]) => [
        key,
        (value ?? '').replaceAll('$$', '$'),
      ])
      return [name, Object.fromEntries(values) as Tenant['environment']] as const
    })
    // An older Compose knows no profile `*`, and leaves out who is suspended.
    return new Map([...tenants.map(({ service, environment }) => [service, environment] as const), ...read])
  } catch {
    return null
  }
}

/** Bots that go on though no file has them any more: those of tenants that were removed. */
export function checkOrphans(containers: readonly Container[], services: Services | null): Finding[] {
  if (services === null) return []
  const orphans = containers.filter(
    (each) => each.Service.startsWith('booking-bot-') && !services.has(each.Service) && isOn(each),
  )
  return orphans.map(({ Service, Name }) => ({
    tenant: Service,
    problem: `It runs, and no file has it any more. Remove its container: docker stop ${Name} && docker rm ${Name}`,
  }))
}

/** As a stop of Compose does: what is being handled is finished. */
export async function stopContainers({ composeFile }: Premises, own: readonly Container[]): Promise<void> {
  await change(composeFile, 'stop', own)
}

export async function startContainers({ composeFile }: Premises, own: readonly Container[]): Promise<void> {
  await change(composeFile, 'start', own)
}

/** Compose has no name for the container of a service that no file has, and its `--remove-orphans` starts anew whatever else changed. */
export async function removeContainers(premises: Premises, own: readonly Container[]): Promise<void> {
  await stopContainers(premises, own)
  await change(premises.composeFile, 'rm', own)
}

async function change(composeFile: string, command: string, own: readonly Container[]): Promise<void> {
  const child = spawn('docker', [command, ...own.map(({ ID }) => ID)], {
    cwd: dirname(composeFile),
    env: process.env,
    // A Ctrl+C goes to all that the terminal runs: this would end halfway.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said, words] = await Promise.all([
    text(child.stderr),
    once(child, 'close').then(([code]) => (code === 0 ? null : 'it ended early'), wordsOf),
  ])
  if (words !== null) throw new Problem(`docker ${command} failed: ${said.trim() || words}`)
}

/** Whether a container of this service goes on. */
export function runsStill(containers: readonly Container[] | null, service: string): boolean {
  return containers?.some((each) => each.Service === service && isOn(each)) ?? false
}

/** It goes on, or would after its next attempt. */
export function isOn({ State }: Container): boolean {
  return ['running', 'restarting', 'paused'].includes(State)
}

/** Of all by one command, since there may be a hundred. It fails for one that has gone since, and tells of the others. */
async function withDetails(cwd: string, containers: readonly Container[]): Promise<Container[]> {
  if (containers.length === 0) return []
  const format = '{{.Id}} {{.RestartCount}} {{json .Config.Env}}'
  const told = await docker(cwd, 'inspect', '--format', format, ...containers.map(({ ID }) => ID)).catch(
    (error: unknown) => (error as { stdout?: string }).stdout ?? '',
  )
  const details = told.split('\n').flatMap((line) => {
    const [, id, restarts, environment] = /^(\w+) (\d+) (\[.*\])$/.exec(line) ?? []
    if (id === undefined || environment === undefined) return []
    return [{ id, restarts: Number(restarts), environment: new Set(JSON.parse(environment) as string[]) }]
  })
  return containers.map((container) => {
    const own = details.find(({ id }) => id.startsWith(container.ID))
    return own ? { ...markLoop(container, own.restarts), environment: own.environment } : container
  })
}

/**
 * Docker calls a container that ends again and again `restarting` between two attempts only. One that is no further than
 * starting, and has ended twice since somebody last started it, is taken for such a one, too.
 */
function markLoop(container: Container, restarts: number): Container {
  const isStarting = container.State === 'running' && container.Health === 'starting'
  return isStarting && restarts >= 2 ? { ...container, State: 'restarting', Health: '' } : container
}

/** One line a container; until Compose 2.21 one list of all. */
export function readPs(printed: string): Container[] {
  return printed
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => JSON.parse(line) as Container | Container[])
}

/** What is known of the values that a container would have if it were made anew. */
export type Values = 'untried' | 'good' | 'bad'

export function checkTenantsContainer(
  containers: readonly Container[],
  { service, suspended, environment }: Pick<Tenant, 'service' | 'suspended' | 'environment'>,
  services: Services | null,
  values: Values,
): string[] {
  const own = containers.filter(({ Service }) => Service === service)
  if (!suspended) {
    if (own.length === 0) return [`It has no container. ${wayUp(service)}`]
    const older = findOlder(own, services?.get(service) ?? environment)
    if (older === undefined) return checkContainers(own)
    // One that ends again and again goes on with nothing.
    const isLoop = own.some(({ State }) => State === 'restarting')
    return [...(isLoop ? checkContainers(own) : []), wordsForOlder(older, service, values)]
  }
  return runsStill(own, service) ? [`It is suspended and runs still: ${stopSuspended(service)}`] : []
}

/** A bot that still works with what it had must not be given what is no good. */
function wordsForOlder(name: string, service: string, values: Values): string {
  const way = `docker compose up -d ${service}`
  switch (values) {
    case 'untried':
      return `Its container goes on with an older ${name}. Unless the present one is refused (npm run tenant -- check), give it that: ${way}`
    case 'good':
      return `Its container goes on with an older ${name}. Give it the present one: ${way}`
    case 'bad':
      return `Its container has the older ${name} still: don't start it anew before that is mended.`
  }
}

export function stopSuspended(service: string): string {
  return `docker compose --profile suspended rm --stop --force ${service}`
}

/** Without them nobody is answered. */
const vital = [
  'BOT_TOKEN',
  'ADMIN_IDS',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'REDIS_USERNAME',
  'REDIS_PASSWORD',
]

/** The name of a variable that was changed after the container was made; a bot goes on with the old ones until it is made anew. */
function findOlder(own: readonly Container[], environment: Tenant['environment']): string | undefined {
  const present = own.filter(({ State }) => State !== 'exited')
  return vital.find((name) => {
    const value = environment[name]
    if (value === undefined) return false
    return present.some((each) => each.environment && !each.environment.has(`${name}=${value}`))
  })
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
  // Compose leaves one alone that runs, or tries to, with what the files say; and `--wait` gives up at once where it still
  // counts as unhealthy.
  const way = `docker compose ${isOn(told) ? 'up -d --force-recreate --wait' : 'up -d'} ${service}`
  const mended =
    told.State === 'running'
      ? 'Once that is mended it recovers within a minute; at once'
      : 'Once that is mended'
  return [`Its container ${wordsFor(told)}. ${reason}. ${mended}: ${way}`]
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
