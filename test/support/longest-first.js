import Sequencer from '@jest/test-sequencer'

/** Where the suites lie that take longest, the longest first. */
const long = [
  'test/reliability/',
  'test/hostile/',
  'test/usecases/any-salon',
  'test/backup/',
  'test/playground/demo',
  'test/bot/every-screen',
  'test/bot/fuzz',
  'test/bot/',
]

/**
 * A long suite that starts last keeps the whole run waiting for one worker. Jest orders by what it has timed; on a machine
 * where it never ran it goes by the size of the files, and some of the longest suites are ten lines.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted
    return sorted.sort((one, other) => rankOf(one.path) - rankOf(other.path))
  }
}

function rankOf(path) {
  const rank = long.findIndex((start) => path.includes(start))
  return rank === -1 ? long.length : rank
}
