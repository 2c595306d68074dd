/** `npm run tenant -- <command> …`: tenants of the installation in this folder. */
import { constants } from 'node:os'
import { runCommand } from './commands.ts'
import { readOptions, tenantHelp } from './options.ts'
import { Interrupted, Problem, wordsOf } from './problem.ts'

// Whoever reads the first lines only, as `head` does, or whose terminal is gone, has read enough; what was begun is finished.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
})
process.exitCode = await main()

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2))
    if (options) return await runCommand(options, (line) => console.log(line))
    console.log(tenantHelp)
    return 0
  } catch (error) {
    const isTold = error instanceof Problem
    const words = wordsOf(error)
    if (process.argv.includes('--json')) console.log(JSON.stringify({ ok: false, problem: words }))
    else console.error(isTold ? words : `It failed: ${words}`)
    // At once: a program that it had begun may go on for a while.
    if (error instanceof Interrupted) process.exit(128 + constants.signals[error.signal])
    return isTold ? 2 : 1
  }
}
