import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { act, ActionRefused, type Stage } from './page-actions.ts'
import { viewStage, viewStep } from './page-view.ts'

export interface PageOptions extends Stage {
  /** Tried first; when it is taken, the next free one. */
  readonly port: number
}

export interface Page {
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

const assets: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/page.css': 'page.css',
  '/main.js': 'main.js',
  '/phone.js': 'phone.js',
  '/at-end.js': 'at-end.js',
  '/message.js': 'message.js',
  '/clock.js': 'clock.js',
  '/connection.js': 'connection.js',
}
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}
const guards = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
}
const portsTried = 20
const heartbeatMs = 15_000
const mostBytes = 32 * 1024

/** Serves the phones of all people, and the clock, to browsers on this machine. */
export async function startPage(options: PageOptions): Promise<Page> {
  const streams = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    serve(request, response, options, streams).catch((error: unknown) => {
      const status = error instanceof ActionRefused ? 400 : 500
      if (!response.headersSent) answer(response, status, error instanceof Error ? error.message : 'failed')
    })
  })
  const port = await listen(server, options.port)
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(': still here\n\n')
  }, heartbeatMs)

  return {
    address: `http://127.0.0.1:${port}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        clearInterval(heartbeat)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
  streams: Set<ServerResponse>,
): Promise<void> {
  const refusal = refuse(request)
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (refusal !== null) answer(response, 403, refusal)
  else if (request.method === 'POST')
    answer(response, 200, await act(stage, pathname, await readBody(request)))
  else if (request.method === 'GET') await show(response, pathname, stage, streams)
  else answer(response, 405, 'Only GET and POST are served')
}

async function show(
  response: ServerResponse,
  path: string,
  stage: Stage,
  streams: Set<ServerResponse>,
): Promise<void> {
  const asset = assets[path]
  const fileId = /^\/files\/([\w-]+)$/.exec(path)?.[1]
  if (path === '/events') stream(response, stage, streams)
  else if (asset !== undefined) await sendAsset(response, asset)
  else if (fileId !== undefined) sendFile(response, stage, fileId)
  else answer(response, 404, 'There is no such page')
}

/**
 * Any website can make a browser send requests to this machine. Its own host name that leads here is told by the Host
 * header, its form or script by the Origin.
 */
function refuse({ headers, method, socket }: IncomingMessage): string | null {
  const own = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort ?? ''}`)
  const { host = '', origin } = headers
  if (!own.includes(host)) return 'Only requests to this machine by its loopback name are served'
  if (origin !== undefined && origin !== `http://${host}`) return 'Only requests of this page are served'
  if (method === 'POST' && headers['content-type'] !== 'application/json') return 'Only JSON is taken'
  return null
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? mostBytes + 1) > mostBytes) {
    throw new ActionRefused('That is too long')
  }
  try {
    return JSON.parse(await text(request))
  } catch {
    throw new ActionRefused('That is no JSON')
  }
}

/** A snapshot, then every change in order: whoever comes back starts with a snapshot again. */
function stream(response: ServerResponse, stage: Stage, streams: Set<ServerResponse>): void {
  response.writeHead(200, { ...guards, 'Content-Type': 'text/event-stream; charset=utf-8' })
  const tell = (event: string, data: object) => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  tell('snapshot', viewStage(stage))
  const leave = [
    stage.telegram.world.onChange((change) => tell('change', viewStep(stage, change))),
    stage.clock.onJump(() => tell('clock', { now: stage.clock.now().getTime() })),
  ]
  streams.add(response)
  response.once('close', () => {
    streams.delete(response)
    for (const unsubscribe of leave) unsubscribe()
  })
}

async function sendAsset(response: ServerResponse, name: string): Promise<void> {
  const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const content = await readFile(join(import.meta.dirname, 'page', name))
  response.writeHead(200, { ...guards, 'Content-Type': type }).end(content)
}

/** Only ever as a download: what a bot sends is not part of this page. */
function sendFile(response: ServerResponse, { telegram }: Stage, fileId: string): void {
  const file = telegram.world.files.get(fileId)
  if (file === undefined) {
    answer(response, 404, 'There is no such file')
    return
  }
  const isPicture = /^image\/(png|jpeg|webp)$/.test(file.mimeType)
  response.writeHead(200, {
    ...guards,
    'Content-Type': isPicture ? file.mimeType : 'application/octet-stream',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
  })
  response.end(file.bytes)
}

function answer(response: ServerResponse, status: number, said: string | object): void {
  const body = typeof said === 'string' ? { message: said } : said
  response.writeHead(status, { ...guards, 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; ; port++) {
    try {
      return await tryListen(server, port)
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!isTaken || port >= wanted + portsTried) throw error
    }
  }
}

function tryListen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
