import type { JournalEntry } from '../../playground/dispatch.ts'
import type { Telegram } from '../../playground/server.ts'

export interface StoppedCall {
  /** The call came and hangs. */
  readonly reached: boolean
  /** No call of this person is stopped any more. */
  forget(): void
}

export interface WhichCall {
  readonly personId: number
  /** From 1: which of the calls that concern this person from now on. */
  readonly number: number
  readonly when: 'before its effect' | 'after its effect'
}

/** Lets one call hang, and with it whatever in the program waits for its answer. */
export function stopCall(telegram: Telegram, { personId, number, when }: WhichCall): StoppedCall {
  let reached = false
  const forget = onCall(telegram, personId, (entry, count) => {
    if (count !== number) return
    reached = true
    // Looked at before the call is carried out: so the fault strikes this very call.
    if (when === 'before its effect') telegram.faults.hangs(entry.method)
    else telegram.faults.hangsAfter(entry.method)
  })
  return {
    get reached() {
      return reached
    },
    forget,
  }
}

/** How many calls concern the person while `act` runs. */
export async function countCalls(
  telegram: Telegram,
  personId: number,
  act: () => Promise<void>,
): Promise<number> {
  let calls = 0
  const forget = onCall(telegram, personId, () => calls++)
  await act()
  forget()
  return calls
}

function onCall(
  telegram: Telegram,
  personId: number,
  look: (entry: JournalEntry, count: number) => void,
): () => void {
  let seen = telegram.journal.length
  let count = 0
  return telegram.world.onActivity(() => {
    const entries = telegram.journal.slice(seen)
    seen += entries.length
    for (const entry of entries) if (receiverOf(telegram, entry) === personId) look(entry, ++count)
  })
}

function receiverOf(telegram: Telegram, { bot, params }: JournalEntry): number | undefined {
  if (typeof params['chat_id'] === 'number') return params['chat_id']
  const asked = [...telegram.world.bots.values()].find(({ user }) => user.username === bot)
  return asked?.callbacks.get(String(params['callback_query_id']))?.personId
}
