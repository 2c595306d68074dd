import { writeSync } from 'node:fs'

/** The last word of a run, for machines that read the log. A file that could not run counts as one failure. */
export default class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites
    // Jest's own summary is still to come.
    process.once('exit', () => writeSync(1, `${numPassedTests} passed, ${failed} failed\n`))
  }
}
