/** `npm run tenant -- <command> …`: tenants of the installation in this folder. */
import { runCommand } from './commands.ts'
import { readOptions, tenantHelp } from './options.ts'
import { Problem, wordsOf } from './problem.ts'

// Whoever reads the first lines only, as `head` does, has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
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
    return isTold ? 2 : 1
  }
}
