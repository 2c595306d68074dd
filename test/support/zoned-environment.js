import { setTimeout as sleep } from 'node:timers/promises'
import { TestEnvironment } from 'jest-environment-node'

/** What a test file may not leave open: each would be work for a process that thinks it is done. */
const watched = ['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'Timeout']
// Longer than any deadline that the program sets: what ends by itself then was not forgotten.
const closeWithinMs = 45_000

/**
 * Runs a test file in the machine zone that its project names, and fails a file that leaves sockets, servers, child
 * processes or timers behind.
 */
export default class ZonedEnvironment extends TestEnvironment {
  #before

  constructor(config, context) {
    // Here, outside the test's sandbox, it reaches the process; inside, process.env is a copy.
    process.env.TZ = config.projectConfig.testEnvironmentOptions.zone
    super(config, context)
  }

  async setup() {
    await super.setup()
    // The worker's own pipes open when somebody first looks at them, as an import of node:process does.
    void [process.stdin, process.stdout, process.stderr]
    this.#before = countOpen()
  }

  async teardown() {
    await super.teardown()
    const end = Date.now() + closeWithinMs
    let left = leftOpen(this.#before)
    while (left.length > 0 && Date.now() < end) {
      await sleep(20, undefined, { ref: false })
      left = leftOpen(this.#before)
    }
    if (left.length > 0) throw new Error(`This file left open: ${left.join(', ')}`)
  }
}

function countOpen() {
  const counts = new Map(watched.map((kind) => [kind, 0]))
  for (const kind of process.getActiveResourcesInfo()) {
    if (counts.has(kind)) counts.set(kind, counts.get(kind) + 1)
  }
  return counts
}

function leftOpen(before) {
  return [...countOpen()]
    .map(([kind, count]) => ({ kind, more: count - before.get(kind) }))
    .filter(({ more }) => more > 0)
    .map(({ kind, more }) => `${more} ${kind}`)
}
