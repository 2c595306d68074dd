import assert from 'node:assert/strict'
import { until } from '../support/until.ts'
import { containerNamed, docker } from './engine.ts'
import type { Site } from './site.ts'
import { books, booksDay } from './talks.ts'

/** Other steps start and upgrade everything but these. */
const profile = ['--profile', 'full']

/** The backup service, once, on a folder that has no room for its files. */
export async function complainsOfFullBackups(site: Site): Promise<void> {
  await site.add(
    'full-backups.yml',
    `
services:
  full-backups:
    extends: { file: docker-compose.yml, service: backup }
    container_name: ${site.nameOf('full-backups')}
    profiles: [full]
    restart: 'no'
    entrypoint: [bash, -c]
    volumes: [{ type: tmpfs, target: /backups, tmpfs: { size: 4096 } }]
`,
  )
  const said = await site.compose(
    ...profile,
    ...['run', '--rm', '--no-deps', '-T', 'full-backups'],
    `/scripts/backup.sh all 2>&1 || echo "ended with $?"
     /scripts/backup.sh healthy || echo "unhealthy: $?"
     ls -A /backups`,
  )
  assert.match(said, /The backup failed: .*Nothing old of that was removed/)
  assert.match(said, /ended with 1\nThe[^]*\nunhealthy: 1\n/)
  assert.doesNotMatch(said, /\.(part|dump|sql|manifest)$/m)
}

/**
 * A bot whose PostgreSQL has no byte left. Its data lie in memory here, which a second container holds while PostgreSQL
 * ends and starts.
 */
export async function survivesFullDatabase(site: Site): Promise<string> {
  const account = site.telegram.addBot({ username: 'small_bot', first_name: 'Small' })
  await site.add('small.yml', smallServer(site, account.token))
  await site.compose(...profile, 'up', '--detach', '--wait', 'booking-bot-small')
  const client = await books(site, account)
  const server = containerNamed(site.nameOf('booking-postgres-small'))
  const disk = containerNamed(site.nameOf('disk'))

  await disk.exec('bash', '-c', 'cat /dev/zero > /disk/full 2> /dev/null || true')
  await assert.rejects(writeMuch(site))
  assert.match(await server.logs(), /PANIC: .*No space left on device/)
  const before = client.screen().messages.length
  await client.sends('/help')
  await until(() => client.screen().messages.length > before + 1, 90_000)

  await disk.exec('rm', '/disk/full')
  const start = Date.now()
  await until(() => server.isHealthy(), 240_000)
  await booksDay(site, client, '16')
  const seconds = Math.round((Date.now() - start) / 1000)
  await client.sends('/my')
  const visits = client.screen().messages.at(-1)?.keyboard.flat().join() ?? ''
  assert.match(visits, /15.*16/)
  await site.compose(
    ...profile,
    'rm',
    '--stop',
    '--force',
    'booking-bot-small',
    'booking-postgres-small',
    'disk',
  )
  return `the next visit is booked ${seconds} s after there was room again`
}

function smallServer(site: Site, token: string): string {
  return `
services:
  booking-postgres-small:
    profiles: [full]
    image: postgres:16-bookworm
    container_name: ${site.nameOf('booking-postgres-small')}
    restart: unless-stopped
    command: [postgres, -cmin_wal_size=32MB, -cmax_wal_size=48MB]
    environment: { POSTGRES_USER: booking_user, POSTGRES_PASSWORD: small, POSTGRES_DB: booking_saas }
    volumes: [small-data:/var/lib/postgresql/data]
    stop_signal: SIGINT
    healthcheck:
      test: [CMD, pg_isready, --quiet, --host=127.0.0.1, --username=booking_user, --dbname=booking_saas]
      interval: 2s
      retries: 30
    depends_on: [disk]
  disk:
    profiles: [full]
    image: postgres:16-bookworm
    container_name: ${site.nameOf('disk')}
    entrypoint: [sleep, infinity]
    stop_grace_period: 0s
    volumes: [small-data:/disk]
  booking-bot-small:
    profiles: [full]
    extends: { file: docker-compose.yml, service: booking-bot-sales }
    container_name: ${site.nameOf('booking-bot-small')}
    environment:
      CLIENT_ID: small
      PG_SCHEMA: small
      BOT_TOKEN: ${token}
      DATABASE_URL: postgresql://booking_user:small@booking-postgres-small:5432/booking_saas
    depends_on:
      booking-postgres-small: { condition: service_healthy }
volumes:
  small-data:
    driver_opts: { type: tmpfs, device: tmpfs, o: size=200m }
`
}

/** Into one file of its log after the other, until there is no room for the next: PostgreSQL can't go on without. */
async function writeMuch(site: Site): Promise<void> {
  await docker(
    ...['exec', site.nameOf('booking-postgres-small'), 'bash', '-c'],
    `set -e
     for turn in $(seq 20); do
       psql -q -U booking_user booking_saas -c 'create table much_'$turn' ()' -c 'select pg_switch_wal()'
     done`,
  )
}
