import { setTimeout as sleep } from 'node:timers/promises'
import { ModernFakeTimers } from '@jest/fake-timers'
import { ModuleMocker } from 'jest-mock'

/** What a test file may not leave open: each would be work for a process that thinks it is done. */
const watched = ['TCPSocketWrap', 'TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'Timeout']
// Longer than any deadline that the program sets: what ends by itself then was not forgotten.
const closeWithinMs = 45_000
const { exit, getBuiltinModule } = process
const { console } = globalThis

/**
 * Runs a test file in the machine zone that its project names, with no globals but Node's, and fails a file that leaves
 * sockets, servers, child processes or timers behind, or lets listeners pile up.
 */
export default class NativeEnvironment {
  global = globalThis
  fakeTimers = null
  moduleMocker = new ModuleMocker(globalThis)
  fakeTimersModern
  #before
  #variables = { ...process.env }
  #piledUp = []
  #hear = ({ name, message }) => {
    if (name === 'MaxListenersExceededWarning') this.#piledUp.push(message)
  }

  constructor({ projectConfig }) {
    process.env.TZ = projectConfig.testEnvironmentOptions.zone
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
  }

  setup() {
    // Jest has made both fit its sandbox; Node knows the lines of the sources by itself.
    Object.assign(process, { getBuiltinModule })
    delete Error.prepareStackTrace
    process.on('warning', this.#hear)
    // The worker's own pipes open when somebody first looks at them, as an import of node:process does.
    void [process.stdin, process.stdout, process.stderr]
    this.#before = countOpen()
  }

  async teardown() {
    this.fakeTimersModern.dispose()
    // Jest has put its own there for the file.
    Object.assign(process, { exit })
    globalThis.console = console
    restore(process.env, this.#variables)
    const end = Date.now() + closeWithinMs
    let left = leftOpen(this.#before)
    while (left.length > 0 && Date.now() < end) {
      await sleep(20, undefined, { ref: false })
      left = leftOpen(this.#before)
    }
    process.off('warning', this.#hear)
    if (left.length > 0) throw new Error(`This file left open: ${left.join(', ')}`)
    if (this.#piledUp.length > 0) throw new Error(this.#piledUp.join('\n'))
  }

  getVmContext() {
    return null
  }

  /** Before Jest formats what went wrong. */
  handleTestEvent({ name, error }) {
    if (failures.includes(name)) for (const one of [error].flat()) nameFunctions(one)
  }
}

const failures = ['error', 'hook_failure', 'test_fn_failure']

/** Jest leaves out lines of functions without a name, which in Node's own stacks are mostly those of the test. */
export function nameFunctions(error) {
  for (let one = error; one instanceof Error; one = one.cause) {
    one.stack = one.stack?.replace(/^(\s+at )<anonymous> \(/gm, '$1Object.<anonymous> (')
  }
}

function restore(variables, before) {
  for (const name of Object.keys(variables)) {
    if (!(name in before)) delete variables[name]
  }
  Object.assign(variables, before)
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
