import { createLogger } from '../../src/ops/logger.ts'
import { runProcess } from '../../src/ops/run-process.ts'
import { StartRefused } from '../../src/ops/start-refused.ts'

/** The smallest program that runs as the real one does; its argument tells how it is to end. */
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const note = (_: object, message: string): void => say(message)
const logger = await createLogger({ level: 'info', tenant: 'small', scrub: (line) => line })
const keepAlive = setInterval(() => undefined, 60_000)

let lines = 0
/** Says on the other output that it is still at work. */
function logALine(): void {
  logger.info({}, 'a line')
  if (++lines % 20 === 0) process.stderr.write('still logging\n')
}

await runProcess({
  log: { debug: note, info: note, warn: note, error: note },
  reports: {
    report: () => undefined,
    flush: () => {
      say('reports flushed')
      return Promise.resolve()
    },
  },
  start: async (fail) => {
    const ends: Record<string, () => void> = {
      'is refused at the start': () => {
        throw new StartRefused(77, 'the token is refused')
      },
      'has a bug at the start': () => {
        throw new Error('a bug')
      },
      'is refused later': () => setImmediate(() => fail(new StartRefused(77, 'the token is refused'))),
      'throws later': () =>
        setImmediate(() => {
          throw new Error('a bug')
        }),
      'forgets a rejection': () => setImmediate(() => void Promise.reject(new Error('a bug'))),
      'never comes up': () => undefined,
      'logs without end': () => void setInterval(logALine, 1),
    }
    ends[process.argv[2] ?? '']?.()
    if (process.argv[2] === 'never comes up') {
      say('starting')
      await new Promise(() => undefined)
    }
    return {
      stop: () => {
        clearInterval(keepAlive)
        say('stopped')
        return Promise.resolve()
      },
    }
  },
})
say('started')
