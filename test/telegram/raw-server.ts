import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RawServer {
  readonly port: number
  readonly connections: () => number
  stop(): Promise<void>
}

/** What may stand between the bot and Telegram, or in its place: a proxy, a wrong address, nonsense. */
export async function startRawServer(answer: RequestListener): Promise<RawServer> {
  let connections = 0
  const server = createServer(answer).on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
