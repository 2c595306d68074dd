import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

const terminate = Buffer.from('X\0\0\0\x04', 'latin1')
const resetDone = Buffer.from('DISCARD ALL\0Z\0\0\0\x05I', 'latin1')
/** Version 3.0 of the protocol; to cancel a query, for one, begins in another way. */
const startUp = '\0\x03\0\0'
const authenticated = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1')
const keptAtMost = 12

/** What a kept session did last, as `pg_stat_activity` tells it. */
export const keptIdle = 'discard all'

const reset = query(keptIdle)

/** A session of the server that nobody uses, with what the server said when it was opened. */
interface Session {
  readonly socket: Socket
  readonly greeting: Buffer
}

export interface ServerAddress {
  readonly host: string
  readonly port: number
  /** Whose sessions are kept: nobody is asked for the password again. */
  readonly user: string
}

export interface SessionKeeper {
  readonly port: number
  stop(): Promise<void>
}

/**
 * Stands before a PostgreSQL and keeps the session of a client that said goodbye for the next client that asks for the same:
 * to open one costs the server fifty times what a test asks of it. A session is given on as `DISCARD ALL` leaves it. One that
 * was left in any other way, in a transaction or by a process that died, ends as it would without this.
 */
export async function startSessionKeeper({ user, ...address }: ServerAddress): Promise<SessionKeeper> {
  const kept = new Map<string, Session[]>()
  const sockets = new Set<Socket>()
  const open = () => track(connect({ ...address, noDelay: true }))

  const server = createServer({ noDelay: true }, (client) => {
    track(client)
    client.once('data', (first) => {
      const wanted = first.toString('latin1')
      if (!wanted.startsWith(startUp, 4) || !wanted.includes(`\0user\0${user}\0`)) {
        passOn(client, open(), first)
        return
      }
      const session = takeKept(wanted)
      if (session) {
        client.write(session.greeting)
        serve(client, session, wanted)
      } else {
        openFor(client, first, wanted)
      }
    })
  })

  function track(socket: Socket): Socket {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    return socket
  }

  function takeKept(wanted: string): Session | undefined {
    const sessions = kept.get(wanted)
    for (;;) {
      const session = sessions?.pop()
      if (!session || !session.socket.destroyed) return session
    }
  }

  function openFor(client: Socket, first: Buffer, wanted: string): void {
    const socket = open()
    let said = Buffer.alloc(0)
    socket.write(first)
    const toServer = (chunk: Buffer) => socket.write(chunk)
    client.on('data', toServer)
    client.on('close', leave)
    socket.on('close', end)
    socket.on('data', hear)
    function hear(chunk: Buffer) {
      client.write(chunk)
      said = Buffer.concat([said, chunk])
      const start = said.indexOf(authenticated)
      if (start === -1 || said.at(-6) !== 0x5a) return
      client.off('data', toServer)
      client.off('close', leave)
      socket.off('close', end)
      socket.off('data', hear)
      serve(client, { socket, greeting: said.subarray(start) }, wanted)
    }
    function leave() {
      socket.destroy()
    }
    function end() {
      client.destroySoon()
    }
  }

  function serve(client: Socket, session: Session, wanted: string): void {
    const { socket } = session
    const toClient = (chunk: Buffer) => {
      if (!client.write(chunk)) {
        socket.pause()
        client.once('drain', () => socket.resume())
      }
    }
    const toServer = (chunk: Buffer) => {
      if (!chunk.subarray(-5).equals(terminate)) {
        socket.write(chunk)
        return
      }
      release()
      socket.write(Buffer.concat([chunk.subarray(0, -5), reset]))
      keepWhenReset(session, wanted)
      client.end()
    }
    const leave = () => socket.destroy()
    const end = () => client.destroySoon()
    function release() {
      client.off('data', toServer)
      client.off('close', leave)
      socket.off('data', toClient)
      socket.off('close', end)
      socket.resume()
    }
    client.on('data', toServer)
    client.on('close', leave)
    socket.on('data', toClient)
    socket.on('close', end)
  }

  function keepWhenReset(session: Session, wanted: string): void {
    const { socket } = session
    let last = Buffer.alloc(0)
    const hear = (chunk: Buffer) => {
      last = Buffer.concat([last, chunk]).subarray(-resetDone.length)
      if (last.at(-6) !== 0x5a || last.at(-5) !== 0) return
      if (!last.equals(resetDone)) {
        // Answers to what the client did not wait for may come first; an error to the reset itself is an end.
        if (last.at(-1) !== 0x49) socket.destroy()
        return
      }
      socket.off('data', hear)
      const sessions = kept.get(wanted) ?? []
      if (sessions.length >= keptAtMost) return void socket.destroy()
      sessions.push(session)
      kept.set(wanted, sessions)
    }
    socket.on('data', hear)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function passOn(client: Socket, socket: Socket, first: Buffer): void {
  socket.write(first)
  client.pipe(socket)
  socket.pipe(client)
  client.on('close', () => socket.destroy())
  socket.on('close', () => client.destroySoon())
}

function query(text: string): Buffer {
  const body = Buffer.from(`${text}\0`)
  const head = Buffer.alloc(5)
  head.write('Q')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
