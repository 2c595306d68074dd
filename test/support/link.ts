import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

/** A way to a server of this machine that can be cut and mended; the server itself goes on. */
export interface Link {
  readonly port: number
  /** Breaks every connection and takes no new one. */
  cut(): Promise<void>
  mend(): Promise<void>
}

export async function openLink(targetPort: number): Promise<Link> {
  const sockets = new Set<Socket>()
  let server = await listen(0)
  const { port } = server.address() as AddressInfo

  async function listen(at: number): Promise<Server> {
    const opened = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1')
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy())
        one.once('close', () => {
          sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
    opened.listen(at, '127.0.0.1')
    await once(opened, 'listening')
    return opened
  }

  return {
    port,
    async cut() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async mend() {
      server = await listen(port)
    },
  }
}
