import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findServerUser, userMay } from '../scripts/services/postgres-files.ts'

export interface DemoOptions {
  readonly port: number
  readonly language: 'ru' | 'en'
  /** Where data stays; null: thrown away at the end. */
  readonly folder: string | null
}

export const demoHelp = `npm run demo -- [options]

  --keep             keep the data, and go on with what an earlier --keep left
  --folder <path>    keep it there
  --port <number>    of the page (4400; when taken, the next free one)
  --english          an English-speaking salon
`

const project = join(import.meta.dirname, '..')

/** Throws with a sentence for people when the command line is wrong; null when only help is wanted. */
export function readDemoOptions(words: readonly string[]): DemoOptions | null {
  const { values } = parseArgs({
    args: [...words],
    options: {
      keep: { type: 'boolean', default: false },
      folder: { type: 'string' },
      port: { type: 'string', default: '4400' },
      english: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_000)
    throw new Error(`--port ${values.port} is no port.`)
  if (values.help) return null
  return {
    port,
    language: values.english ? 'en' : 'ru',
    folder: values.folder ?? (values.keep ? usualFolder() : null),
  }
}

/** In the project; as root, whose PostgreSQL runs as another user, elsewhere if that user cannot enter it there. */
function usualFolder(): string {
  const user = findServerUser()
  const own = join(project, '.cache', 'demo')
  mkdirSync(own, { recursive: true })
  if (!user || userMay('enter', own, user)) return own
  const name = createHash('sha256').update(project).digest('hex').slice(0, 8)
  return join('/var/tmp', `telegram-booking-demo-${name}`)
}
