export let jest, expect, test, describe, beforeAll, afterAll, beforeEach, afterEach

/** What files import as `@jest/globals` belongs to the file that is being run. */
export function useGlobals(globals) {
  ;({ jest, expect, test, describe, beforeAll, afterAll, beforeEach, afterEach } = globals)
}
