import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

export interface SupervisedOptions {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Whom the server runs as; left out: whoever runs this. */
  readonly user?: ServerUser | undefined
  /** Removed once the server has ended, also when this process did not live to see it. */
  readonly temporaryFolder?: string | undefined
  /** Tells the line of its output by which the server says that it is ready. */
  readonly isReady: (line: string) => boolean
  readonly readyWithinMs: number
}

export interface Supervised {
  stop(): Promise<void>
}

/**
 * The shell between us and the server. Its input is a pipe that nobody writes to: it ends when we stop the server or
 * die, however we die, and then the whole group is interrupted. A group of its own, so that Ctrl-C reaches us only
 * and we close what is connected before the server goes. (SIGINT is a fast, clean stop for PostgreSQL and Redis.)
 */
const supervise = `
trap '' INT
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r _ <&3; kill -s INT -- "-$$"; } >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$server"
status=$?
kill "$watch" 2>/dev/null
if [ -n "$TEMPORARY_FOLDER" ]; then rm -rf -- "$TEMPORARY_FOLDER"; fi
exit "$status"
`
const stopWithinMs = 15_000
const linesKept = 30

/** Starts a server that does not outlive this process. Rejects with the server's last words when it does not come up. */
export async function startSupervised(options: SupervisedOptions): Promise<Supervised> {
  const child = spawn('/bin/sh', ['-c', supervise, 'supervise', ...options.command], {
    cwd: '/',
    detached: true,
    env: { PATH: process.env['PATH'], TEMPORARY_FOLDER: options.temporaryFolder ?? '', ...options.env },
    ...options.user,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const server = { stop: () => stop(child, ended) }
  try {
    await readiness(child, options)
  } catch (error) {
    await server.stop()
    throw error
  }
  holdProcess(child, false)
  return server
}

/** A running server alone is no reason for this process to stay; one that is being stopped is. */
function holdProcess(child: ChildProcess, hold: boolean): void {
  for (const handle of [child, child.stdin, child.stdout, child.stderr] as (Socket | null)[]) {
    if (hold) handle?.ref()
    else handle?.unref()
  }
}

function readiness(child: ReturnType<typeof spawn>, options: SupervisedOptions): Promise<void> {
  const lastLines: string[] = []
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(limit)
      reject(new Error(`${options.name} ${what}.\n${lastLines.join('\n')}`))
    }
    const limit = setTimeout(() => {
      fail(`was not ready within ${options.readyWithinMs / 1000} s`)
    }, options.readyWithinMs)
    const hear = (line: string) => {
      lastLines.push(line)
      if (lastLines.length > linesKept) lastLines.shift()
      if (!options.isReady(line)) return
      clearTimeout(limit)
      resolve()
    }
    for (const output of [child.stdout, child.stderr]) {
      if (output) createInterface({ input: output }).on('line', hear)
    }
    child.once('error', (error) => fail(`could not be started: ${error.message}`))
    child.once('close', () => fail('ended instead of starting'))
  })
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return
  const group = -child.pid
  holdProcess(child, true)
  child.stdin?.end()
  const limit = setTimeout(() => process.kill(group, 'SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(limit)
}

/** A port of 127.0.0.1 that nobody listens on. Somebody may take it before its user does: be ready to ask again. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
