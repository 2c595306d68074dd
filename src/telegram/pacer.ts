import { createWideAbortController, pause } from './pause.ts'

export interface Pacer {
  /**
   * Resolves with true when a message may go to this chat, and with false when none may go any more. Only for what goes
   * out by itself: answers don't wait here.
   */
  turn(chatId: number): Promise<boolean>
  /** Ends all waiting, so that a program that stops need not wait for a long line of messages. */
  close(): void
}

export interface Pace {
  readonly perSecond: number
  readonly chatGapMs: number
}

interface Turn {
  readonly gone: Promise<number>
  goneAt: number | null
}

/**
 * Evenly spaced turns: 25 a second in all, one a second a chat, first come first served within a chat, and a chat that
 * must wait holds up no other. (The queue of rate-limiter-flexible counts in fixed windows, so up to twice the pace goes
 * out around a window's edge, and it keeps an object for each chat for ever.)
 */
export function createPacer({ perSecond, chatGapMs }: Pace = { perSecond: 25, chatGapMs: 1000 }): Pacer {
  const chats = new Map<number, Turn>()
  const closing = createWideAbortController()
  let nextSlot = 0

  async function until(moment: number): Promise<void> {
    const ms = moment - performance.now()
    if (ms > 0) await pause(ms, closing.signal)
  }

  async function go(previous: Turn | undefined): Promise<number> {
    if (previous) await until((await previous.gone) + chatGapMs)
    const slot = Math.max(performance.now(), nextSlot)
    nextSlot = slot + 1000 / perSecond
    await until(slot)
    return performance.now()
  }

  function forgetRested(): void {
    for (const [chatId, { goneAt }] of chats) {
      // The map is in the order of the last turns, so the first that must stay ends the search.
      if (goneAt === null || goneAt + chatGapMs > performance.now()) return
      chats.delete(chatId)
    }
  }

  return {
    async turn(chatId) {
      forgetRested()
      const turn: Turn = { gone: go(chats.get(chatId)), goneAt: null }
      chats.delete(chatId)
      chats.set(chatId, turn)
      turn.goneAt = await turn.gone
      return !closing.signal.aborted
    },
    close: () => closing.abort(),
  }
}
