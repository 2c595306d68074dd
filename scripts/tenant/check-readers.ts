import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from './problem.ts'

/** Files with secrets that somebody else than their owner may read: `.env`, and backups that came from elsewhere. */
export async function checkReaders(folder: string): Promise<Finding[]> {
  // It has no such modes, and tells some all the same.
  if (process.platform === 'win32') return []
  const env = join(folder, '.env')
  const backups = join(folder, 'backups')
  const names = await readdir(backups).catch(() => [])
  const dumps = names.filter((name) => name.endsWith('.dump'))
  const open = await Promise.all(dumps.map((name) => isOpenToOthers(join(backups, name))))
  const [first, ...more] = dumps.filter((_, at) => open[at])
  return [
    ...((await isOpenToOthers(env))
      ? [
          {
            tenant: '.env',
            problem: `Not only its owner may read or change it. Close it to others: chmod 600 ${env}`,
          },
        ]
      : []),
    ...(first === undefined
      ? []
      : [
          {
            tenant: 'backups',
            problem:
              `Not only their owner may read or change ${first}${more.length > 0 ? ` and ${more.length} more` : ''}. ` +
              `Close them to others: chmod 600 ${join(backups, '*.dump')} ${join(backups, '*.manifest')}`,
          },
        ]),
  ]
}

async function isOpenToOthers(path: string): Promise<boolean> {
  const { mode } = await stat(path).catch(() => ({ mode: 0 }))
  return (mode & 0o066) !== 0
}
