import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Tenant } from './premises.ts'

export const outOfService = 'booking_tenant_out_of_service'
const file = 'out-of-service.prom'

/** Whether this tenant, which no file has, was one once. */
export async function isNotedAway(folder: string, id: string): Promise<boolean> {
  return idsIn(await readNotes(folder)).includes(id)
}

async function readNotes(folder: string): Promise<string> {
  return await readFile(join(folder, 'backups', file), 'utf8').catch(() => '')
}

function idsIn(text: string): string[] {
  return Array.from(text.matchAll(/tenant="([^"]+)"/g), ([, id = '']) => id)
}

/**
 * Writes down for Prometheus, beside what the backups tell it, whose bots are meant to be away: those of tenants that are
 * suspended or were removed, for whom it would alarm for days. Returns a sentence if that did not work.
 */
export async function noteOutOfService(
  folder: string,
  before: readonly Tenant[],
  after: readonly Tenant[],
): Promise<string | undefined> {
  const path = join(folder, 'backups', file)
  const text = await readNotes(folder)
  const noted = idsIn(text)
  const active = after.filter(({ suspended }) => !suspended).map(({ id }) => id)
  const known = [...noted, ...before.map(({ id }) => id), ...after.map(({ id }) => id)]
  const lines = [...new Set(known)]
    .filter((id) => !active.includes(id))
    .sort()
    .map((id) => `${outOfService}{tenant="${id}"} 1\n`)
  if (lines.join('') === text) return undefined
  try {
    await writeFile(`${path}.next`, lines.join(''), { mode: 0o644 })
    // Everything there belongs to the folder's owner, as what the backups write does.
    const { uid, gid } = await stat(dirname(path))
    if (process.getuid?.() === 0) await chown(`${path}.next`, uid, gid)
    await rename(`${path}.next`, path)
    return undefined
  } catch {
    return `backups/${file} can't be written: Prometheus, if it runs, takes whoever was suspended or removed for ill.`
  }
}
