import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const mostHours = 26

/** What is wrong with the backups in `backups/`, by what the scripts write down there. */
export async function checkBackups(folder: string, now: Date): Promise<string[]> {
  const status = await readFile(join(folder, 'backups', 'status.prom'), 'utf8').catch(() => '')
  const figure = (name: string) =>
    Number(new RegExp(`^booking_backup_${name} (\\d+)$`, 'm').exec(status)?.[1] ?? 0)
  const last = figure('last_success_timestamp_seconds')
  if (last === 0) return ['There is no backup yet. Start the service: docker compose up -d backup']
  const hours = Math.round((now.getTime() / 1000 - last) / 3600)
  return [
    ...(hours > mostHours
      ? [`The last backup is ${hours} hours old. Is the service up: docker compose ps backup`]
      : []),
    ...(figure('last_run_failed') === 1
      ? ['The last backup failed. It says why: docker compose logs backup']
      : []),
    ...(figure('rehearsal_last_run_failed') === 1
      ? ['The newest backup can not be restored as it was. It says why: docker compose logs backup']
      : []),
  ]
}
