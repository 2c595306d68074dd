import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../scripts/services/supervised.ts'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import { docker } from './engine.ts'

const project = 'booking-try'
const shippedImage = 'telegram-booking'
/** The image of the bots here; the shipped name stays free for a real installation. */
export const image = 'booking-try-image'
const root = join(import.meta.dirname, '../..')

/** An operator's folder with the shipped files and an `.env`, and a Telegram that its bots can reach. */
export interface Site {
  readonly folder: string
  /** Whom the folder's backups belong to. */
  readonly uid: number
  readonly telegram: Telegram
  readonly master: BotAccount
  readonly sales: BotAccount
  /** Of a tenant that is still to be added. */
  readonly third: BotAccount
  /** Telegram id of the owner of both. */
  readonly ownerId: number
  compose(...words: readonly string[]): Promise<string>
  /** The name of a service's container here; the shipped names stay free for a real installation. */
  nameOf(service: string): string
  /** `npm run tenant -- …` in the operator's folder; what it printed. */
  tenant(...words: readonly string[]): Promise<string>
  /** What `npm run tenant -- check` finds; empty: nothing. */
  complaints(): Promise<string>
  /** A script of the operator's folder. */
  run(script: string, ...words: readonly string[]): Promise<string>
  readonly network: string
  /** Adds a compose file. */
  add(name: string, text: string): Promise<void>
  close(): Promise<void>
}

export async function openSite(): Promise<Site> {
  await clear()
  await docker('network', 'create', project)
  const gateway = await docker(
    'network',
    'inspect',
    '--format',
    '{{(index .IPAM.Config 0).Gateway}}',
    project,
  )
  const telegram = await startTelegram({ patienceMs: 60_000 })
  const relay = await openRelay(gateway, Number(new URL(telegram.apiRoot).port))
  const master = telegram.addBot({ username: 'master_bot', first_name: 'Master' })
  const sales = telegram.addBot({ username: 'sales_bot', first_name: 'Sales' })
  const third = telegram.addBot({ username: 'third_bot', first_name: 'Third' })
  const owner = telegram.person({ first_name: 'Olga', language_code: 'en' })
  const folder = await copyOfTree()
  const variables = {
    BOT_TOKEN_MASTER: master.token,
    BOT_TOKEN_SALES: sales.token,
    ADMIN_IDS: owner.id,
    POSTGRES_PASSWORD: `'Plain2026!$${randomBytes(12).toString('hex')}'`,
    REDIS_PASSWORD: `'with $ and "quotes" ${randomBytes(12).toString('hex')}'`,
    POSTGRES_PORT: await freePort(),
    REDIS_PORT: await freePort(),
    TELEGRAM_API_ROOT: `http://${gateway}:${relay.port}`,
  }
  await write(join(folder, '.env'), variables)
  const files = ['docker-compose.yml', 'override.yml']
  await writeFile(join(folder, 'override.yml'), override())
  const compose = (...words: readonly string[]) =>
    docker(
      'compose',
      '--project-directory',
      folder,
      ...files.flatMap((file) => ['-f', join(folder, file)]),
      ...words,
    )
  /** As an operator has it who needs no more than `docker compose`. */
  const composeEnv = () => ({
    ...process.env,
    COMPOSE_PROJECT_NAME: project,
    COMPOSE_FILE: files.map((file) => join(folder, file)).join(':'),
  })

  const tenant = async (...words: readonly string[]) => {
    const args = ['--import', 'tsx', join(root, 'scripts/tenant/main.ts'), ...words, '--folder', folder]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env: composeEnv() })
    return stdout
  }

  return {
    folder,
    uid: await uidOfBackups(folder),
    telegram,
    master,
    sales,
    third,
    ownerId: owner.id,
    compose,
    nameOf: (service) => `${project}-${service}`,
    network: project,
    tenant,
    complaints: () =>
      tenant('check').then(
        () => '',
        (error: unknown) => (error as { stdout: string }).stdout,
      ),
    async run(script, ...words) {
      const { stdout } = await promisify(execFile)(join(folder, script), words, { env: composeEnv() })
      return stdout
    },
    async add(name, text) {
      await writeFile(join(folder, name), text)
      files.push(name)
    },
    async close() {
      await clear()
      await docker('image', 'rm', image, `${image}:previous`, `${image}-pgbouncer`).catch(() => undefined)
      await relay.close()
      await telegram.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** Also what a run left that was killed. */
async function clear(): Promise<void> {
  await docker(
    'compose',
    '--project-name',
    project,
    'down',
    '--volumes',
    '--remove-orphans',
    '--timeout',
    '5',
  )
  await docker('network', 'rm', project).catch(() => undefined)
}

/** What git has and would have, as a clone brings it. */
async function copyOfTree(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'booking-site-'))
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const path of listed.toString().trim().split('\n')) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await cp(join(root, path), join(folder, path))
  }
  for (const path of ['docker-compose.yml', 'scripts/upgrade.sh']) {
    const text = await readFile(join(folder, path), 'utf8')
    await writeFile(join(folder, path), text.replaceAll(shippedImage, image))
  }
  return folder
}

/** As of an operator without root, which this may be. */
async function uidOfBackups(folder: string): Promise<number> {
  const backups = join(folder, 'backups')
  if (process.getuid?.() === 0) await chown(backups, 1234, 1234)
  return (await stat(backups)).uid
}

async function write(file: string, variables: Readonly<Record<string, unknown>>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${String(value)}\n`)
  await writeFile(file, lines.join(''), { mode: 0o600 })
}

/** Another project, network and names (as of the images), so that a real installation on the same engine is not touched. */
function override(): string {
  const built = ['booking-image', 'booking-pgbouncer']
  const bots = ['booking-bot-master', 'booking-bot-sales']
  const services = ['booking-postgres', 'booking-redis', 'backup', ...bots, ...built]
  const names = services.map((service) => {
    const build = built.includes(service) ? ', build: { network: host }' : ''
    return `  ${service}: { container_name: ${project}-${service}${build} }`
  })
  return [
    `name: ${project}`,
    'services:',
    ...names,
    `networks: { default: { name: ${project}, external: true } }`,
    '',
  ].join('\n')
}

/** The local Telegram listens on 127.0.0.1, where containers can't reach it; this hands their calls on. */
async function openRelay(host: string, to: number) {
  const server = createServer((incoming) => {
    const outgoing = connect(to, '127.0.0.1')
    incoming.pipe(outgoing).pipe(incoming)
    incoming.on('error', () => outgoing.destroy())
    outgoing.on('error', () => incoming.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
  const { port } = server.address() as { port: number }
  return { port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}
