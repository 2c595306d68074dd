import { rules } from './rules.ts'

interface Bucket {
  tokens: number
  at: number
}

const overall = { perSecond: 30, burst: 30 }
const perChat = { perSecond: 1, burst: 5 }
const counted = /^(send(?!ChatAction)|copy|forward|edit)/

/** How fast a bot may send: 30 a second in all, one a second to a chat with a small burst. */
export class Rates {
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Counts a call, or refuses it with the number of seconds to wait. */
  count(botId: number, method: string, chatId: number | undefined): void {
    if (!counted.test(method)) return
    const all = this.#refill(`${botId}`, overall)
    const chat = this.#refill(`${botId}:${chatId ?? 0}`, perChat)
    const missing = Math.max((1 - all.tokens) / overall.perSecond, (1 - chat.tokens) / perChat.perSecond)
    if (missing > 0) throw rules.tooFast(Math.ceil(missing))
    all.tokens--
    chat.tokens--
  }

  #refill(key: string, { perSecond, burst }: typeof overall): Bucket {
    const now = this.#now()
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    this.#buckets.set(key, bucket)
    return bucket
  }
}
