import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../context.ts'
import { exitCodes, StartRefused } from './start-refused.ts'

/** What works and what does not, by name; e.g. `{postgresql: true, intake: false}`. */
export type Health = Readonly<Record<string, boolean>>

export interface HealthServerOptions {
  /** 0: any free one. */
  readonly port: number
  readonly log: Log
  /** Whether the process is worth keeping: a no here gets it restarted. */
  readonly alive: () => Health
  /** Whether everything that it needs works, too. */
  readonly ready: () => Promise<Health>
  /** Metrics in Prometheus' text format. */
  readonly metrics: () => Promise<string>
}

export interface HealthServer {
  readonly port: number
  close(): Promise<void>
}

/** Answers `/healthz`, `/readyz` and `/metrics`. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', response, options).catch((error: unknown) => {
      options.log.error({ err: error }, 'A health request failed')
      if (!response.headersSent) send(response, 500, 'text/plain', 'error\n')
    })
  })
  const port = await listen(server, options.port)
  options.log.info({ port }, `Health, metrics on port ${port}`)
  return { port, close: () => close(server) }
}

async function answer(url: string, response: ServerResponse, options: HealthServerOptions): Promise<void> {
  const { pathname } = new URL(url, 'http://localhost')
  if (pathname === '/healthz') sendHealth(response, options.alive())
  else if (pathname === '/readyz') sendHealth(response, await options.ready())
  else if (pathname === '/metrics') send(response, 200, metricsType, await options.metrics())
  else send(response, 404, 'text/plain', 'not found\n')
}

const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

function sendHealth(response: ServerResponse, health: Health): void {
  const ok = Object.values(health).every(Boolean)
  send(response, ok ? 200 : 503, 'application/json', `${JSON.stringify({ ok, ...health })}\n`)
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

/** A port that can't be had is for the operator to mend, not a bug. */
function refusalOf(error: NodeJS.ErrnoException, port: number): Error {
  const why = { EADDRINUSE: 'is taken by another program', EACCES: 'may not be opened by this user' }
  const reason = why[error.code as keyof typeof why] as string | undefined
  if (reason === undefined) return error
  return new StartRefused(
    exitCodes.configuration,
    `PORT ${port} ${reason}. Set PORT to another one, or to 0 for any.`,
  )
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusalOf(error, port)))
    server.listen(port, resolve)
  })
  return (server.address() as AddressInfo).port
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
