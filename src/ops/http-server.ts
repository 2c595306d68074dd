import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../context.ts'
import { exitCodes, StartRefused } from './start-refused.ts'
import { answerDelivery, type WebhookRoute } from './webhook-route.ts'

/** What works and what does not, by name; e.g. `{postgresql: true, intake: false}`. */
export type Health = Readonly<Record<string, boolean>>

export interface HttpServerOptions {
  /** 0: any free one. */
  readonly port: number
  readonly log: Log
  /** Whether the process is worth keeping: a no here gets it restarted. */
  readonly alive: () => Health
  /** Whether everything that it needs works, too. */
  readonly ready: () => Promise<Health>
  /** Metrics in Prometheus' text format. */
  readonly metrics: () => Promise<string>
  /** Null: updates are asked for. */
  readonly webhook: WebhookRoute | null
}

export interface HttpServer {
  readonly port: number
  close(): Promise<void>
}

/** Answers `/healthz`, `/readyz` and `/metrics`, and takes what Telegram brings. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.log.error({ err: error }, 'A request failed')
      if (!response.headersSent) send(response, 500, 'text/plain', 'error\n')
    })
  })
  server.requestTimeout = requestTimeoutMs
  server.keepAliveTimeout = keepAliveMs
  const port = await listen(server, options.port)
  options.log.info({ port }, `Health, metrics on port ${port}`)
  return { port, close: () => close(server) }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const { webhook } = options
  if (webhook && request.method === 'POST' && pathname === webhook.path) {
    sendEmpty(response, await answerDelivery(request, webhook))
  } else if (pathname === '/healthz') sendHealth(response, options.alive())
  else if (pathname === '/readyz') sendHealth(response, await options.ready())
  else if (pathname === '/metrics') send(response, 200, metricsType, await options.metrics())
  else send(response, 404, 'text/plain', 'not found\n')
}

/** A delivery is some kilobytes; whoever needs longer to send it is nobody to wait for. */
const requestTimeoutMs = 20_000
/** Longer than a reverse proxy keeps a connection: it must not send a delivery into one that was just closed. */
const keepAliveMs = 130_000

const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

function sendHealth(response: ServerResponse, health: Health): void {
  const ok = Object.values(health).every(Boolean)
  send(response, ok ? 200 : 503, 'application/json', `${JSON.stringify({ ok, ...health })}\n`)
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

/** Of a body that was not read to its end nothing more is wanted. */
function sendEmpty(response: ServerResponse, status: number): void {
  const isRead = response.req.complete
  response.writeHead(status, { 'content-length': 0, ...(!isRead && { connection: 'close' }) }).end()
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
