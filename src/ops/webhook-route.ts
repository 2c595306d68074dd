import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface WebhookRoute {
  /** Of WEBHOOK_URL. */
  readonly path: string
  readonly secret: string
  /** True: Telegram need not bring it again. */
  readonly receive: (update: unknown) => Promise<boolean>
}

/** Telegram's updates are some kilobytes; a message of 4,096 characters with all its formatting and its answer below 100. */
const mostBytes = 1024 * 1024

/** The status for one delivery. Whoever does not know the secret is not listened to at all. */
export async function answerDelivery(request: IncomingMessage, route: WebhookRoute): Promise<number> {
  if (!isSame(request.headers['x-telegram-bot-api-secret-token'], route.secret)) return 401
  const body = await readBytes(request)
  if (body === null) return 413
  const update = parse(body)
  if (update === undefined) return 400
  return (await route.receive(update)) ? 200 : 500
}

/** Digests are equally long, so the time tells nothing, not even the length. */
function isSame(given: string | string[] | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret))
}

/** Joined as bytes: a letter may be split between two pieces. Null: more than anything that Telegram sends. */
async function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
