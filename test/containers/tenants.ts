import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { containerNamed } from './engine.ts'
import type { Site } from './site.ts'
import { books } from './talks.ts'

/** Id of the tenant that the tool adds. */
const third = 'try-third'

export async function addsTenant(site: Site): Promise<string> {
  const start = Date.now()
  await site.tenant('add', third, '--token', site.third.token)
  await site.compose('up', '--detach', `booking-bot-${third}`)
  const client = site.telegram.person({ first_name: 'Ann', language_code: 'en' }).with(site.third)
  await client.sends('/start')
  await client.sees('Hello, Ann!')
  const seconds = Math.round((Date.now() - start) / 1000)
  const checked = (await site.tenant('status')).split('\n').find((line) => line.startsWith(third))
  assert.match(checked ?? '', /active +own .*0001_/)
  return `${seconds} s from the command to its greeting`
}

export async function pausesTenant(site: Site): Promise<void> {
  const container = containerNamed(`booking-bot-${third}`)
  await site.tenant('suspend', third)
  assert.match(await site.complaints(), /It is suspended and runs still/)
  await site.compose('--profile', 'suspended', 'rm', '--stop', '--force', `booking-bot-${third}`)
  await site.compose('up', '--detach')
  await assert.rejects(container.inspect('{{.State.Status}}'))
  await site.tenant('resume', third)
  await site.tenant('rotate', third)
  // Its user has to be there again when Redis is.
  await site.compose('restart', 'booking-redis')
  await site.compose('up', '--detach', '--wait', `booking-bot-${third}`)
  assert.equal(await container.isHealthy(), true)
  await site.compose('stop', `booking-bot-${third}`)
  assert.match(await site.complaints(), new RegExp(`${third}: Its container has ended`))
  await site.compose('up', '--detach', '--wait', `booking-bot-${third}`)
  assert.doesNotMatch(await site.complaints(), new RegExp(`^${third}:`, 'm'))
}

/** Which way its connections come, PostgreSQL tells by their address. */
export async function poolsConnections(site: Site): Promise<void> {
  await site.tenant('pooler')
  await site.compose('up', '--detach', '--build', '--wait')
  const client = site.telegram.person({ first_name: 'Max', language_code: 'en' }).with(site.third)
  await client.sends('/start')
  await client.sees('Hello, Max!')
  const from = await site.compose(
    ...['exec', '-T', 'booking-postgres', 'psql', '-U', 'booking_user', '-At', 'booking_saas', '-c'],
    `select distinct host(client_addr) from pg_stat_activity where usename = 'tenant_try_third'`,
  )
  const pgbouncer = containerNamed(site.nameOf('booking-pgbouncer'))
  assert.equal(from, await pgbouncer.inspect('{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'))
}

export async function bringsBack(site: Site): Promise<string> {
  const client = await books(site, site.third)
  await site.tenant('remove', third, '--yes')
  await assert.rejects(containerNamed(`booking-bot-${third}`).inspect('{{.State.Status}}'))
  const files = await readdir(join(site.folder, 'backups'))
  const dump = files.find((name) => /^try_third-\w+\.dump$/.test(name)) ?? 'none'

  const start = Date.now()
  await site.tenant('add', third, '--token', site.third.token)
  await site.compose('exec', '-T', 'backup', '/scripts/restore.sh', 'tenant', `/backups/${dump}`)
  await site.compose('up', '--detach', '--wait', `booking-bot-${third}`)
  await client.sends('/my')
  await client.sees('Haircut')
  const seconds = Math.round((Date.now() - start) / 1000)
  await site.tenant('remove', third, '--yes')
  return `${seconds} s from the command to a client’s visit`
}

export async function backsUp(site: Site): Promise<void> {
  await site.compose('exec', '-T', 'backup', '/scripts/backup.sh', 'all')
  await site.compose('exec', '-T', 'backup', '/scripts/restore.sh', 'rehearse')
  assert.equal(await containerNamed(site.nameOf('backup')).isHealthy(), true)
  const folder = join(site.folder, 'backups')
  const files = (await readdir(folder)).filter((name) => /\.(dump|manifest|sql|prom)$/.test(name))
  for (const name of files) assert.equal((await stat(join(folder, name))).uid, site.uid)
}
