import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { findDebianProgram } from '../../scripts/services/debian-packages.ts'
import { outOfService } from '../../scripts/tenant/out-of-service.ts'
import { openSalon, type Salon } from '../support/salon.ts'

let salon: Salon

beforeAll(async () => {
  salon = await openSalon()
})

afterAll(async () => {
  await salon.close()
})

async function ask(): Promise<string> {
  const { fields } = salon.logged.find(({ message }) => message.startsWith('Health, metrics'))!
  const { port } = fields as { port: number }
  return await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
}

const read = async (path: string) => await readFile(join(import.meta.dirname, '../..', path), 'utf8')

interface Alert {
  readonly alert: string
  readonly expr: string
}

async function readAlerts(): Promise<readonly Alert[]> {
  const { groups } = parse(await read('docker/monitoring/prometheus/alerts.yml')) as {
    groups: { rules: Alert[] }[]
  }
  return groups.flatMap(({ rules }) => rules)
}

async function readDashboard(): Promise<readonly string[]> {
  const { panels } = JSON.parse(await read('docker/monitoring/grafana/dashboards/bots.json')) as {
    panels: { targets: { expr: string }[] }[]
  }
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
}

/** The series that Prometheus makes of an answer. */
function seriesOf(text: string): Set<string> {
  return new Set(
    Array.from(text.matchAll(/^# TYPE (\w+) (\w+)$/gm)).flatMap(([, name, type]) =>
      type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name!],
    ),
  )
}

/** Those that the backup scripts write down. */
async function seriesOfBackups(): Promise<string[]> {
  const [, names = ''] = /local names=\(([^)]*)\)/.exec(await read('scripts/backup/folder.sh')) ?? []
  return names.split(/\s+/).map((name) => `booking_backup_${name}`)
}

const metricsIn = (text: string) => text.match(/\b(booking|process|nodejs)_[a-z_]+\b/g) ?? []

describe('the metrics', () => {
  test('tell what the bot did, and of nobody', async () => {
    await salon.person('Анна').sends('/start')
    const text = await ask()

    const tenant = 'tenant="salon"'
    expect(text).toContain(`booking_updates_total{${tenant},kind="message",outcome="handled"} 1\n`)
    expect(text).toContain(`booking_update_duration_seconds_count{${tenant},kind="message"} 1\n`)
    expect(text).toMatch(/booking_sql_duration_seconds_count\{tenant="salon"\} [1-9]/)
    expect(text).toMatch(/booking_telegram_call_duration_seconds_count\{tenant="salon"\} [1-9]/)
    for (const part of ['postgresql', 'intake', 'worker']) {
      expect(text).toContain(`booking_ready{${tenant},part="${part}"} 1\n`)
    }
    expect(text).toContain(`booking_tasks_oldest_due_seconds{${tenant}} 0\n`)
    expect(text).toContain(`booking_sql_connections{${tenant},state="waiting"} 0\n`)
    expect(text).not.toContain('Анна')
  })

  test('say how many tasks wait, and how late they are', async () => {
    const tenMinutesAgo = new Date(salon.clock.now().getTime() - 600_000)
    const add = (key: string, kind: string, due: Date, status: string) =>
      salon.db.query(
        `insert into tasks (kind, dedup_key, due_at, status, attempts) values ($2, $1, $3, $4, 0)`,
        [key, kind, due, status],
      )
    await add('n:1', 'notice', tenMinutesAgo, 'pending')
    await add('n:2', 'notice', new Date(tenMinutesAgo.getTime() + 3_600_000), 'pending')
    await add('u:1', 'update', new Date(0), 'doing')
    const numbers = (await ask()).matchAll(/^(booking_(?:tasks|updates)_\w+)\{tenant="salon"\} (\d+)/gm)
    await salon.db.query(`delete from tasks where dedup_key in ('n:1', 'n:2', 'u:1')`)

    const { booking_tasks_oldest_due_seconds: late, ...counts } = Object.fromEntries(
      Array.from(numbers, ([, name, value]) => [name!, Number(value)]),
    )
    expect(counts).toMatchObject({ booking_tasks_due: 1, booking_updates_aside: 1 })
    expect(Math.floor(late! / 60)).toBe(10)
  })

  test('that alerts, dashboard and runbook speak of exist', async () => {
    const written = [...(await seriesOfBackups()), outOfService]
    const known = new Set([...seriesOf(await ask()), ...written])
    const alerts = await readAlerts()
    const texts = [
      ...alerts.map(({ expr }) => expr),
      ...(await readDashboard()),
      await read('docs/runbook.md'),
    ]
    const named = texts
      .flatMap(metricsIn)
      .filter((name) => !['booking_saas', 'booking_user', 'booking_pooler', 'booking_id'].includes(name))

    expect(named.length).toBeGreaterThan(20)
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([])
  })
})

test('every alert has its section in the runbook, and every section its alert', async () => {
  const sections = Array.from(
    (await read('docs/runbook.md')).matchAll(/^## (Booking.+)$/gm),
    ([, name]) => name,
  )

  expect(sections).toEqual((await readAlerts()).map(({ alert }) => alert))
})

const promtool = await findDebianProgram('/usr/bin/promtool', 'prometheus')
if (!promtool) {
  const missing = 'There is no promtool here: install Debian’s package "prometheus".'
  if (process.env['CI']) throw new Error(missing)
  console.log(`When alerts fire is not tried. ${missing}`)
}
const testWithPromtool = promtool ? test : test.skip

testWithPromtool('the alerts fire when they should, and only then', async () => {
  const { path, env } = promtool!
  const cwd = join(import.meta.dirname, '../../docker/monitoring/prometheus')
  const { stdout } = await promisify(execFile)(path, ['test', 'rules', 'alerts.test.yml'], { cwd, env })

  expect(stdout).toContain('SUCCESS')
})
