import { setTimeout } from 'node:timers'
import { stopServices } from './global-setup.js'

const exitWithinMs = 2_000

/** A file that left something open has failed by now; what it left must not keep the run from ending. */
export default async function tearDown() {
  await stopServices()
  setTimeout(() => process.exit(), exitWithinMs).unref()
}
