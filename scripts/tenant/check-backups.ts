import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const mostHours = 26
const mostLines = 5

interface Run {
  readonly name: string
  /** Is 1 after a failure. */
  readonly metric: string
  readonly sentence: string
  readonly command: string
}

const runs: readonly Run[] = [
  {
    name: 'backup',
    metric: 'last_run_failed',
    sentence: 'The last backup failed.',
    command: 'backup.sh all',
  },
  {
    name: 'rehearsal',
    metric: 'rehearsal_last_run_failed',
    sentence: 'The newest backup can not be restored as it was.',
    command: 'restore.sh rehearse',
  },
]

/** What is wrong with the backups in `backups/`, by what the scripts write down there. */
export async function checkBackups(folder: string, now: Date): Promise<string[]> {
  const backups = join(folder, 'backups')
  const status = await readFile(join(backups, 'status.prom'), 'utf8').catch(() => '')
  const figure = (name: string) =>
    Number(new RegExp(`^booking_backup_${name} (\\d+)$`, 'm').exec(status)?.[1] ?? 0)
  const failed = runs.filter(({ metric }) => figure(metric) === 1)
  return [
    ...describeAge(figure('last_success_timestamp_seconds'), now),
    ...(await Promise.all(failed.map((run) => describeFailure(backups, run)))),
  ]
}

function describeAge(lastSuccess: number, now: Date): string[] {
  if (lastSuccess === 0) return ['There is no backup yet. Start the service: docker compose up -d backup']
  const hours = Math.round((now.getTime() / 1000 - lastSuccess) / 3600)
  if (hours <= mostHours) return []
  return [`The last backup is ${hours} hours old. Is the service up: docker compose ps backup`]
}

/** With the reason that the scripts keep, which only the owner of the folder can read. */
async function describeFailure(backups: string, { name, sentence, command }: Run): Promise<string> {
  const kept = await readFile(join(backups, `failed-${name}.txt`), 'utf8').catch(() => '')
  const reason = kept.trim().split('\n').slice(0, mostLines).join(' ')
  const known = reason || 'It says why: docker compose logs backup'
  return `${sentence} ${/[.?!]$/.test(known) ? known : `${known}.`} Once that is mended: docker compose exec backup /scripts/${command}`
}
