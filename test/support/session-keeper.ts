import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What a kept session did last, as `pg_stat_activity` tells it. */
export const keptIdle = 'discard all'

const readyForQuery = 'Z\0\0\0\x05'
const resetDone = 'DISCARD ALL\0'
const reset = query(keptIdle)
/** Of whatever was begun; the server says nothing more about a statement that failed half-way. */
const giveUp = Buffer.concat([Buffer.from('S\0\0\0\x04', 'latin1'), query('rollback')])
/** Version 3.0 of the protocol; to cancel a query, for one, begins in another way. */
const startUp = '\0\x03\0\0'
const authenticated = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1')
const headBytes = 5
const keptAtMost = 12

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
  /** Sessions of this database that a client has, or that are not reset yet. */
  inUse(database: string): number
  stop(): Promise<void>
}

/**
 * Stands before a PostgreSQL and keeps the session of a client that went, or died, for the next client that asks for the same:
 * to open one costs the server ten times what a test asks of it. What a client had begun is rolled back, as without this, and
 * the session is given on as `DISCARD ALL` leaves it.
 */
export async function startSessionKeeper({ user, ...address }: ServerAddress): Promise<SessionKeeper> {
  const kept = new Map<string, Session[]>()
  const sockets = new Set<Socket>()
  const used = new Map<Socket, string>()
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
    socket.on('close', () => {
      sockets.delete(socket)
      used.delete(socket)
    })
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
    used.set(socket, wanted)
    const said = createMessageReader()
    let isIdle = true
    const toServer = (chunk: Buffer) => {
      const goodbye = said.read(chunk)
      if (goodbye !== 0) {
        isIdle = false
        socket.write(chunk.subarray(0, goodbye))
      }
      if (goodbye === undefined) return
      leave()
      client.end()
    }
    const toClient = (chunk: Buffer) => {
      const last = chunk.toString('latin1', Math.max(0, chunk.length - readyForQuery.length - 1))
      isIdle = last === `${readyForQuery}I`
      if (client.write(chunk)) return
      socket.pause()
      client.once('drain', () => socket.resume())
    }
    const end = () => client.destroySoon()
    function leave() {
      client.off('data', toServer)
      client.off('close', leave)
      socket.off('data', toClient)
      socket.off('close', end)
      socket.resume()
      if (!said.isBetweenMessages()) return void socket.destroy()
      socket.write(isIdle ? reset : Buffer.concat([giveUp, reset]))
      keepWhenReset(session, wanted)
    }
    client.on('data', toServer)
    client.on('close', leave)
    socket.on('data', toClient)
    socket.on('close', end)
  }

  function keepWhenReset(session: Session, wanted: string): void {
    const { socket } = session
    let said = ''
    const hear = (chunk: Buffer) => {
      // Between the two, the server may tell what a setting is now.
      said += chunk.toString('latin1')
      if (!said.endsWith(`${readyForQuery}I`) || !said.includes(resetDone)) return
      socket.off('data', hear)
      used.delete(socket)
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
    inUse: (database) =>
      [...used.values()].filter((wanted) => wanted.includes(`\0database\0${database}\0`)).length,
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

/** Follows what a client says, to know where its messages begin: each is a letter, its length, and the rest. */
function createMessageReader() {
  let head = Buffer.alloc(0)
  let bytesLeft = 0
  return {
    /** Where the client says goodbye in what it says, if it does. */
    read(chunk: Buffer): number | undefined {
      let at = 0
      while (at < chunk.length) {
        if (bytesLeft > 0) {
          const skipped = Math.min(bytesLeft, chunk.length - at)
          bytesLeft -= skipped
          at += skipped
          continue
        }
        const part = chunk.subarray(at, at + headBytes - head.length)
        head = Buffer.concat([head, part])
        at += part.length
        if (head.length < headBytes) continue
        const isGoodbye = head[0] === 0x58
        bytesLeft = head.readInt32BE(1) - 4
        head = Buffer.alloc(0)
        if (isGoodbye) return Math.max(0, at - headBytes)
      }
      return undefined
    },
    isBetweenMessages: () => bytesLeft === 0 && head.length === 0,
  }
}

function query(text: string): Buffer {
  const body = Buffer.from(`${text}\0`)
  const head = Buffer.alloc(5)
  head.write('Q')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
