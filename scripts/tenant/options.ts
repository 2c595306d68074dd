import { parseArgs } from 'node:util'
import { Problem } from './problem.ts'

export const tenantHelp = `npm run tenant -- <command> [options]

  add <id> --token - [--admins <ids>]         a tenant with a database role and a Redis user of its own
  isolate <id>                                such users for a tenant that had the installation's, with all it has
  list                                        what the compose file has
  status                                      also version, size, bookings, when people last wrote, queue, container
  check [<id>]                                what is wrong, and how to mend it; ends with 1 if something is
  suspend <id>, resume <id>                   takes it out of docker compose up, and back
  rotate <id> [--token -]                     new passwords, or a new token of the same bot
  rebind <id> --token -                       another bot for this tenant; asks
  remove <id>                                 stops the bot, makes a backup, then everything of it goes; asks
  pooler                                      connections through PgBouncer, for every tenant that has its own role

  --dry-run          shows what would change and changes nothing
  --json             one line for scripts
  --yes              does not ask
  --folder <path>    of docker-compose.yml and .env; this one unless told
  --database-url, --redis-url    an administrator's; unless told, those of the compose file on 127.0.0.1

--token - asks for the token, or reads it from a pipe, which keeps it out of the shell's history and the list of processes.
For a script: npm run --silent tenant -- list --json (without --silent npm prints two lines of its own first).`

const commands = [
  'add',
  'isolate',
  'list',
  'status',
  'check',
  'suspend',
  'resume',
  'rotate',
  'rebind',
  'remove',
  'pooler',
] as const
export type Command = (typeof commands)[number]

export interface Options {
  readonly command: Command
  readonly id: string | undefined
  /** `-`: it is asked for. */
  readonly token: string | undefined
  readonly admins: string | undefined
  readonly folder: string
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly dryRun: boolean
  readonly json: boolean
  readonly yes: boolean
}

/** Null: help was asked for. */
export function readOptions(words: readonly string[]): Options | null {
  const { values, positionals } = parse(words)
  const [typed, id, ...more] = positionals
  if (typed === undefined || values.help) return null
  const command = commands.find((each) => each === typed)
  if (!command) throw new Problem(`There is no command "${typed}". There are: ${commands.join(', ')}.`)
  if (more.length > 0) throw new Problem(`One id at a time: what is "${more.join(' ')}"?`)
  if (id === undefined && !['list', 'status', 'check', 'pooler'].includes(command)) {
    throw new Problem(`Whom? npm run tenant -- ${command} <id>`)
  }
  return {
    command,
    id,
    token: values.token,
    admins: values.admins,
    folder: values.folder ?? '.',
    databaseUrl: values['database-url'],
    redisUrl: values['redis-url'],
    dryRun: values['dry-run'] ?? false,
    json: values.json ?? false,
    yes: values.yes ?? false,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        token: { type: 'string' },
        admins: { type: 'string' },
        folder: { type: 'string' },
        'database-url': { type: 'string' },
        'redis-url': { type: 'string' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error))
  }
}
