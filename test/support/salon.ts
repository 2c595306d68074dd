import type { Log } from '../../src/context.ts'
import { startApp, type App } from '../../src/app.ts'
import type { Config } from '../../src/ops/config.ts'
import type { Person } from '../../playground/people.ts'
import type { MessageView } from '../../playground/screen.ts'
import { configOf, openPremises, type Premises, type PremisesOptions } from './premises.ts'

export type SalonOptions = PremisesOptions

/** The whole program at work against the local Telegram, on a database of its own. */
export interface Salon extends Premises {
  readonly config: Config
  readonly logged: LogLine[]
  /** Ends the program as a stop of its container does, and starts it again. */
  restart(): Promise<void>
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: object
}

export async function openSalon(options: SalonOptions = {}): Promise<Salon> {
  const premises = await openPremises(options)
  const config = configOf(premises.env)
  const logged: LogLine[] = []
  const log = listLog(logged)
  const start = (): Promise<App> =>
    startApp(config, {
      log,
      clock: premises.clock,
      fail: (error) => log.error({ err: error }, 'the program failed'),
      // On a busy machine a handler may take longer than usual, and people look at the answer when all is confirmed.
      intakeLimits: { asideAfterMs: 10_000 },
      // Nobody's phone rings here, so a second message need not wait a second.
      pace: { perSecond: 25, chatGapMs: 0 },
    })
  let app = await start()

  return {
    ...premises,
    config,
    logged,
    restart: async () => {
      await app.stop()
      app = await start()
    },
    close: async () => {
      await app.stop()
      await premises.close()
    },
  }
}

/** Staff get a message every five seconds at most. */
const gapMs = 5000

/** What staff are told next: the time until they may be is skipped. */
export async function hearsNext(salon: Salon, person: Person, text: string | RegExp): Promise<MessageView> {
  salon.clock.moveBy(gapMs)
  return await person.sees(text)
}

function listLog(lines: LogLine[]): Log {
  const note = (level: LogLine['level']) => (fields: object, message: string) =>
    void lines.push({ level, message, fields })
  return { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
}
