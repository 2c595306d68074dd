import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire, register as registerLoader } from 'node:module'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import circus from 'jest-circus/runner'
import { register as registerTypeScript } from 'tsx/esm/api'
import { nameFunctions } from './native-environment.js'
import { useGlobals } from './native-globals.js'

registerTypeScript()
registerLoader('./native-hooks.js', import.meta.url)
// Most code of a test never runs often enough to be worth the optimizing compiler, which took a tenth of the whole time. Node 24
// does not know the flag.
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=300000')

/** Under which symbols Jest keeps what belongs to one test file. */
const ofOneFile = [
  ...['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL'],
  ...['RETRY_TIMES', 'RETRY_IMMEDIATELY', 'WAIT_BEFORE_RETRY', 'LOG_ERRORS_BEFORE_RETRY'],
]
const storages = new Set()
let runs = 0

/**
 * Jest's own way to run a test file, but for how modules are loaded: by Node itself, once a worker. In Jest's sandbox each
 * file loads the whole program anew, and never runs it long enough for the compiler to make it fast.
 */
export default async function runFile(globalConfig, config, environment, runtime, path, send) {
  const { zone } = config.testEnvironmentOptions
  const native = Object.assign(Object.create(runtime), {
    requireInternalModule: requireAnew,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: async (file) => await import(`${pathToFileURL(file)}?zone=${zone}&run=${++runs}`),
    setGlobalsForRuntime(globals) {
      runtime.setGlobalsForRuntime(globals)
      useGlobals(runtime.requireModuleOrMock(path, '@jest/globals'))
    },
  })
  try {
    return await circus.default(globalConfig, config, environment, native, path, send)
  } catch (error) {
    nameFunctions(error)
    throw error
  } finally {
    for (const storage of storages) storage.disable()
    storages.clear()
  }
}

/** jest-circus keeps the state of a file in its own module, too. */
function requireAnew(file) {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (ofOneFile.includes(key.description)) delete globalThis[key]
  }
  const require = createRequire(import.meta.url)
  delete require.cache[file]
  // A getter since Node 24, which nothing can be assigned to.
  const property = Object.getOwnPropertyDescriptor(asyncHooks, 'AsyncLocalStorage')
  Object.defineProperty(asyncHooks, 'AsyncLocalStorage', { configurable: true, value: StorageOfOneFile })
  try {
    return require(file)
  } finally {
    Object.defineProperty(asyncHooks, 'AsyncLocalStorage', property)
  }
}

/**
 * By which Jest knows the test that an error belongs to. It never takes one down, and Node 20 hands on all that are up with each
 * promise: after fifty files half of the time went there.
 */
class StorageOfOneFile extends AsyncLocalStorage {
  constructor() {
    super()
    storages.add(this)
  }
}
