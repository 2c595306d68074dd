import type { Account, BotDetails, PersonDetails } from './world.ts'
import { World } from './world.ts'
import type { Exchange, JournalEntry, SchemaViolation } from './dispatch.ts'
import { Faults } from './faults.ts'
import { Gateway } from './gateway.ts'
import { Patience, type Companion, type Missing } from './idle.ts'
import { Person } from './people.ts'
import { Rates } from './rates.ts'
import { publishedSchema } from './schema.ts'

export interface TelegramOptions {
  /** Milliseconds since 1970; dates of messages, deadlines of taps and rates follow it. The machine's clock unless told. */
  readonly clock?: () => number
  readonly rateLimit?: boolean
  /** Any free one unless told. */
  readonly port?: number
  /** Milliseconds that `idle` and the people wait before they fail. */
  readonly patienceMs?: number
  /** Milliseconds until a failed webhook delivery is repeated for the first time. */
  readonly webhookRetryMs?: number
}

export interface BotAccount {
  readonly id: number
  readonly token: string
  readonly username: string
}

export type Telegram = Awaited<ReturnType<typeof startTelegram>>

/** Starts a Bot API server on loopback, with an empty world. */
export async function startTelegram(options: TelegramOptions = {}) {
  const {
    clock = Date.now,
    rateLimit = false,
    port = 0,
    patienceMs = 30_000,
    webhookRetryMs = 1000,
  } = options
  const world = new World(clock)
  const journal: JournalEntry[] = []
  const schemaViolations: SchemaViolation[] = []
  const faults = new Faults({
    goAway: () => gateway.close(),
    comeBack: () => gateway.open(),
    repeatUpdates: (count) => world.bots.forEach((bot) => bot.updates.repeatNext(count)),
  })
  const exchange: Exchange = {
    world,
    schema: publishedSchema(),
    faults,
    rates: rateLimit ? new Rates(clock) : null,
    webhookRetryMs,
    journal,
    schemaViolations,
  }
  const gateway = new Gateway(exchange, port)
  const patience = new Patience(world, () => gateway.running, patienceMs)
  const bind = (account: Account) => new Person({ world, patience, account, botId: null })
  await gateway.open()

  return {
    apiRoot: gateway.address,
    world,
    faults,
    /** All calls in the order of their arrival. */
    journal,
    /** Calls that broke the published schema; a test ends with an empty list. */
    schemaViolations,

    addBot(details: BotDetails): BotAccount {
      const { user, token } = world.addBot(details)
      return { id: user.id, token, username: user.username }
    },

    person: (details: PersonDetails): Person => bind(world.addPerson(details)),

    /** The person with this number, as `world.snapshot` and the change events name them. */
    personById(id: number): Person {
      const account = world.accounts.get(id)
      if (account === undefined) throw new Error(`There is no person ${id}`)
      return bind(account)
    },

    /**
     * Gives the bot any content as an update, also what no phone would send and what the bot does not ask for. Returns
     * its number.
     */
    giveUpdate(bot: Pick<BotAccount, 'id'>, content: object): number {
      const receiver = world.bots.get(bot.id)
      if (receiver === undefined) throw new Error(`There is no bot ${bot.id}`)
      return receiver.updates.add(content)
    },

    /** Until no update is unconfirmed, no call on its way except polls, and no tap unanswered. */
    idle: (limitMs?: number) => patience.idle(limitMs),

    /** Until `look` answers true; else it says in words what is missing. */
    until: (look: () => true | Missing, limitMs?: number) => patience.until(look, limitMs),

    /** Makes `idle` wait for something besides; returns the function that takes it back. */
    alsoWaitFor: (companion: Companion) => patience.join(companion),

    async stop(): Promise<void> {
      patience.close()
      await Promise.all([...world.bots.values()].map(async (bot) => bot.webhook?.stop()))
      await gateway.close()
    },
  }
}
