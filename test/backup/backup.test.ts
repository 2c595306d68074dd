import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { checkBackups } from '../../scripts/tenant/check-backups.ts'
import { withDatabase } from '../../scripts/tenant/database.ts'
import { until } from '../support/until.ts'
import { describeWithPrograms, openBackupSite, programs, visits, type BackupSite } from './site.ts'

let site: BackupSite

beforeAll(async () => {
  if (programs) site = await openBackupSite(programs)
}, 300_000)

afterAll(async () => {
  if (programs) await site.close()
})

describeWithPrograms('a backup of all', () => {
  test('has each tenant and the whole database, for nobody else to read', async () => {
    const ran = await site.backup(['all'])

    expect(ran).toMatchObject({ code: 0, said: expect.stringContaining('Backed up 2 tenants') })
    const names = (await site.files()).map((name) => name.replace(/-\w+/, ''))
    expect(names).toEqual([
      ...['_database.dump', '_database.manifest'],
      ...['barber.dump', 'barber.manifest', 'status.prom', 'veranda.dump', 'veranda.manifest'],
    ])
    expect(ran.printed.trim()).toBe(await site.newest('_database'))
    const dump = await site.newest('veranda')
    expect((await stat(dump)).mode & 0o777).toBe(0o600)
    expect(await site.status()).toContain('booking_backup_last_run_failed 0\n')
    expect(await site.backup(['healthy'])).toMatchObject({ code: 0 })
  })

  test('records what is in the dump, while people go on booking', async () => {
    let isOver = false
    const booking = withDatabase(site.url, async (client) => {
      for (let n = 301; !isOver; n++) await client.query(`insert into barber.bookings ${visits(n, n)}`)
    })
    const { printed } = await site.backup(['tenant', 'barber'])
    isOver = true
    await booking

    await site.rows('drop schema barber cascade')
    // It compares by itself.
    expect(await site.restore(['tenant', printed.trim()])).toMatchObject({ code: 0 })
  })
})

describeWithPrograms('what fails is loud, removes nothing and leaves nothing half-written:', () => {
  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    [
      'the database is away',
      { PGPORT: '1' },
      /The backup failed: PostgreSQL did not answer\. Nothing old was removed\./,
      /Connection refused/,
    ],
    [
      'the upload',
      { BACKUP_UPLOAD_COMMAND: 'test -f "$1" && echo "no way there"; false' },
      /The backup failed: the upload/,
      /no way there/,
    ],
    [
      'the disk is full',
      { BASH_ENV: 'FULL' },
      /The backup failed: barber, veranda, the whole database/,
      /Nothing old of that was removed/,
    ],
  ])('%s', async (_, env, sentence, reason) => {
    const full = join(site.folder, '.full')
    // A limit of what a file may hold stands for the end of the disk.
    await writeFile(full, 'case $0 in */backup.sh) ulimit -f 8 ;; esac\n')
    // Two of one day: the next good run removes the older.
    for (const moment of ['20200101T010000Z', '20200101T020000Z']) {
      await writeFile(join(site.folder, `barber-${moment}.dump`), 'old')
      await writeFile(join(site.folder, `barber-${moment}.manifest`), 'old')
    }
    const before = await site.files()

    const ran = await site.backup(['all'], env['BASH_ENV'] ? { BASH_ENV: full } : env)

    expect(ran).toMatchObject({ code: 1, said: expect.stringMatching(sentence) })
    const after = await site.files()
    expect(after).toEqual(expect.arrayContaining(before))
    expect(after.filter((name) => name.endsWith('.part'))).toEqual([])
    expect(await site.status()).toContain('booking_backup_last_run_failed 1\n')
    const { code, printed } = await site.backup(['healthy'])
    expect(code).toBe(1)
    expect(printed).toMatch(/^The last backup failed\.\n/)
    expect(printed).toMatch(sentence)
    expect(printed).toMatch(reason)
    expect(await checkBackups(site.installation, new Date())).toContainEqual(
      expect.stringMatching(/^The last backup failed\. .*[.?] Once that is mended: /),
    )
  })

  test('a disk without a byte left: nothing is taken for the last word', async () => {
    const full = join(site.folder, '.full')
    await writeFile(full, `case $0 in */backup.sh) trap '' XFSZ; ulimit -f 0 ;; esac\n`)
    const ran = await site.backup(['all'], { BASH_ENV: full, BACKUP_NOTICE_COMMAND: 'echo "told: $1"' })

    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('told: The backup failed') })
    expect((await site.files()).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(await site.backup(['healthy'])).toMatchObject({ code: 1, printed: 'There is no backup yet.\n' })
  })

  test('a tenant that locks a table: of the others, and only of them, what is too old goes', async () => {
    const impatient = join(site.folder, '.impatient')
    await writeFile(impatient, 'pg_dump() { command pg_dump "$@" --lock-wait-timeout=1s; }\n')
    for (const series of ['barber', 'veranda']) {
      for (const moment of ['20190101T010000Z', '20190101T020000Z']) {
        await writeFile(join(site.folder, `${series}-${moment}.dump`), 'old')
        await writeFile(join(site.folder, `${series}-${moment}.manifest`), 'old')
      }
    }
    const ran = await withDatabase(site.url, async (client) => {
      await client.query('begin; lock table barber.users')
      return await site.backup(['all'], { BASH_ENV: impatient })
    })

    expect(ran).toMatchObject({
      code: 1,
      said: expect.stringContaining('The backup failed: barber, the whole database.'),
    })
    const present = await site.files()
    expect(present).toContain('barber-20190101T010000Z.dump')
    expect(present).not.toContain('veranda-20190101T010000Z.dump')
  })

  test('a second one at the same time', async () => {
    const holder = spawn('flock', [join(site.folder, '.lock'), 'sh', '-c', 'echo held; read _'])
    await once(holder.stdout, 'data')

    const ran = await site.backup(['all'])

    expect(ran).toMatchObject({ code: 75, said: expect.stringContaining('at work') })
    holder.stdin.end()
    await once(holder, 'close')
  })

  test('and the next good one ends the alarm, uploads each file and removes what is too old', async () => {
    // Of each of these days the last one is its newest.
    const [lately, before] = [daysAgo(3), daysAgo(8)]
    const spared = [`${lately}T010000Z`, `${lately}T030000Z`]
    const removed = [`${before}T010000Z`, `${lately}T020000Z`]
    for (const moment of [...spared, ...removed, `${before}T020000Z`]) {
      await writeFile(join(site.folder, `barber-${moment}.dump`), 'old')
      const isScheduled = moment === `${lately}T020000Z`
      await writeFile(join(site.folder, `barber-${moment}.manifest`), isScheduled ? '# by schedule\n' : '')
    }
    const list = join(site.folder, '.uploaded')
    const ran = await site.backup(['all'], { BACKUP_UPLOAD_COMMAND: `echo "$1" >> ${list}` })

    expect(ran.code).toBe(0)
    const uploaded = (await readFile(list, 'utf8'))
      .trim()
      .split('\n')
      .map((path) => basename(path))
    const present = await site.files()
    expect(uploaded).toHaveLength(6)
    expect(present).toEqual(expect.arrayContaining(uploaded))
    expect(present).not.toContain('barber-20200101T010000Z.dump')
    expect(present).toContain('barber-20200101T020000Z.dump')
    for (const moment of spared) expect(present).toContain(`barber-${moment}.dump`)
    for (const moment of removed) expect(present).not.toContain(`barber-${moment}.dump`)
    expect(present).not.toContain('failed-backup.txt')
    expect(await site.backup(['healthy'])).toMatchObject({ code: 0 })
  })
})

describeWithPrograms('the nightly service', () => {
  test('makes up for a missed night, then waits for the next, and stops when it is told', async () => {
    const last = /last_success_timestamp_seconds (\d+)/
    const seconds = async () => Number(last.exec(await site.status())?.[1])
    await writeFile(
      join(site.folder, 'status.prom'),
      `booking_backup_last_success_timestamp_seconds 1\n` +
        `booking_backup_rehearsal_last_success_timestamp_seconds ${Math.round(Date.now() / 1000)}\n`,
    )
    const service = site.start(['nightly'])
    const ended = once(service, 'close')
    await until(async () => (await seconds()) > 1, 60_000)
    service.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    await until(async () => !(await site.files()).some((name) => name.endsWith('.part')))

    const made = await site.newest('_database')
    expect(await readFile(made.replace('.dump', '.manifest'), 'utf8')).toContain('\n# by schedule\n')
    const again = site.start(['nightly'])
    const stopped = once(again, 'close')
    const [line] = (await once(again.stderr ?? again, 'data')) as [Buffer]
    expect(line.toString()).toMatch(/The next backup is due at \d{4}-\d\d-\d\dT01:00:00Z/)
    again.kill('SIGTERM')
    await stopped
    expect(await site.newest('_database')).toBe(made)
  }, 90_000)

  test('repeats at its start what failed, and after an hour what found no tenant', async () => {
    const now = Math.round(Date.now() / 1000)
    await writeFile(
      join(site.folder, 'status.prom'),
      `booking_backup_last_success_timestamp_seconds ${now}\n` +
        `booking_backup_last_run_failed 1\n` +
        `booking_backup_rehearsal_last_success_timestamp_seconds ${now}\n`,
    )
    const service = site.start(['nightly'], { PGDATABASE: 'postgres' })
    const ended = once(service, 'close')
    let said = ''
    service.stderr?.on('data', (words: Buffer) => (said += words.toString()))
    await until(() => said.includes('is due at'))
    service.kill('SIGTERM')
    await ended

    expect(said).toContain('Backed up 0 tenants')
    const due = Date.parse(/is due at (\S+Z)/.exec(said)?.[1] ?? '') / 1000
    expect(due - now).toBeGreaterThanOrEqual(3599)
    expect(due - now).toBeLessThan(3700)
  })
})

/** As in the names of files: 20261127. */
function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
}
