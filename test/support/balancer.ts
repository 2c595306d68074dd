import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A reverse proxy as it stands before several processes of one bot: each delivery goes to the next of them. */
export interface Balancer {
  readonly url: string
  /** Ports of the processes; with none every delivery fails. */
  ports: readonly number[]
  /** How many deliveries went where. */
  readonly delivered: ReadonlyMap<number, number>
  close(): Promise<void>
}

export async function openBalancer(): Promise<Balancer> {
  let next = 0
  const delivered = new Map<number, number>()
  const server = createServer((incoming, outgoing) => {
    const port = balancer.ports[next++ % balancer.ports.length]
    if (port === undefined) return void outgoing.writeHead(502).end()
    const { method, url, headers } = incoming
    const forwarded = request({ port, method, path: url, headers, agent: false }, (answer) => {
      delivered.set(port, (delivered.get(port) ?? 0) + 1)
      outgoing.writeHead(answer.statusCode ?? 502)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(forwarded)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}/salon`,
    ports: [],
    delivered,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return balancer
}
