import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { broken, dispatch, refusalAnswer, type Answer, type Exchange } from './dispatch.ts'
import { readParameters } from './request.ts'
import { rules } from './rules.ts'

/** The HTTP side, on 127.0.0.1 only. */
export class Gateway {
  /** Calls on their way, except polls: method and sender of each. */
  readonly running = new Set<string>()

  readonly #exchange: Exchange
  #server: Server | null = null
  #port: number
  #calls = 0

  constructor(exchange: Exchange, port: number) {
    this.#exchange = exchange
    this.#port = port
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#serve(request, response)
    })
    // A connection that the server closes for idleness may meet a call on its way: the caller closes, or the stop does.
    server.keepAliveTimeout = 0
    server.requestTimeout = 0
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server === null) return
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address)
    const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname)
    const call = /^\/bot([^/]+)\/([^/]+)$/.exec(url.pathname)
    try {
      if (download !== null)
        this.#download(response, decodeURIComponent(download[1] ?? ''), download[2] ?? '')
      else if (call === null) respond(response, refusalAnswer(rules.pathNotFound()))
      else await this.#call(request, response, url, decodeURIComponent(call[1] ?? ''), call[2] ?? '')
    } catch (error) {
      // Said aloud, for it is a mistake of this server and would else look like one of the bot.
      console.error(error)
      respond(response, { ok: false, error_code: 500, description: 'Internal Server Error' })
    }
  }

  async #call(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    token: string,
    method: string,
  ): Promise<void> {
    const abort = new AbortController()
    const name = `${method} #${++this.#calls}`
    if (method.toLowerCase() !== 'getupdates') this.running.add(name)
    response.once('close', () => {
      abort.abort()
      this.running.delete(name)
      this.#exchange.world.stir()
    })
    const answer = await this.#answer(request, url, token, method, abort.signal)
    if (answer === broken) request.socket.destroy()
    else respond(response, answer)
  }

  async #answer(
    request: IncomingMessage,
    url: URL,
    token: string,
    method: string,
    signal: AbortSignal,
  ): Promise<Answer | typeof broken> {
    let parameters
    try {
      parameters = await readParameters(request, url.searchParams)
    } catch (error) {
      // The caller hung up in the middle of the body.
      if (!request.complete) return broken
      return refusalAnswer(error)
    }
    return dispatch(this.#exchange, { token, method, parameters, signal })
  }

  #download(response: ServerResponse, token: string, path: string): void {
    const { world } = this.#exchange
    const file = world.botByToken(token) && world.files.at(decodeURIComponent(path))
    if (file === undefined) return respond(response, refusalAnswer(rules.pathNotFound()))
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': file.bytes.length,
    })
    response.end(file.bytes)
  }
}

function respond(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return
  const body = JSON.stringify(answer)
  const retryAfter = answer.ok ? undefined : answer.parameters?.retry_after
  response.writeHead(answer.ok ? 200 : answer.error_code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  })
  response.end(body)
}
