import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../../playground/people.ts'
import { until } from '../support/until.ts'
import { containerNamed, docker, type Container } from './engine.ts'
import { image, type Site } from './site.ts'

/** People write while `work` goes on; in the end each has one answer to each message, none more and none less. */
async function writeMeanwhile(site: Site, work: () => Promise<unknown>): Promise<string> {
  const people = ['Ann', 'Bob', 'Eve', 'Max'].map((name) =>
    site.telegram.person({ first_name: name, language_code: 'en' }).with(site.master),
  )
  for (const person of people) {
    await person.sends('/start')
    await person.sees('Hello')
  }
  let isOver = false
  const writing = people.map(async (person) => {
    const before = answers(person)
    for (let written = 1; ; written++) {
      person.sendsWithoutWaiting('/help')
      // Within the limit of messages a minute.
      await pause(2500)
      if (isOver) return { person, expected: before + written }
    }
  })
  try {
    await work()
  } finally {
    isOver = true
  }
  const written = await Promise.all(writing)
  await site.telegram.idle(120_000)
  for (const { person, expected } of written) await until(() => answers(person) >= expected, 90_000)
  for (const { person, expected } of written) assert.equal(answers(person), expected)
  const total = written.reduce((sum, { expected }) => sum + expected - 1, 0)
  return `${total} messages, as many answers`
}

function answers(person: Person): number {
  return person.screen().messages.filter(({ from }) => from === 'bot').length
}

/** The script for operators, with a version that differs from the one that runs. */
export async function upgrades(site: Site, master: Container): Promise<string> {
  const before = await master.inspect('{{.Image}}')
  await newVersion(site, '9.9.9')
  let said = ''
  const told = await writeMeanwhile(site, async () => {
    said = await site.run('scripts/upgrade.sh')
  })
  assert.match(said, /All bots run version 9\.9\.9/)
  // One after the other, and none once more at the end.
  assert.equal(await master.isHealthy(), true)
  assert.notEqual(await master.inspect('{{.Image}}'), before)
  assert.equal(await master.inspect('{{index .Config.Labels "org.opencontainers.image.version"}}'), '9.9.9')
  assert.equal(await docker('image', 'inspect', '--format', '{{.Id}}', `${image}:previous`), before)
  return told
}

/** As `git pull` would bring it. */
async function newVersion({ folder }: Site, version: string): Promise<void> {
  const file = join(folder, 'package.json')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/"version": ".*"/, `"version": "${version}"`))
}

/** Each way to lose something for some seconds: nothing but time may be lost by it. */
export async function survives(site: Site, master: Container): Promise<string> {
  const postgres = containerNamed(site.nameOf('booking-postgres'))
  const redis = containerNamed(site.nameOf('booking-redis'))
  const started = await master.restarts()
  const ways: Record<string, () => Promise<unknown>> = {
    'the bot paused': () => pausedFor(master),
    'PostgreSQL paused': () => pausedFor(postgres),
    'Redis killed': () =>
      docker('kill', '--signal', 'KILL', redis.name).then(() => docker('start', redis.name)),
    'PostgreSQL started anew': () => site.compose('restart', 'booking-postgres'),
    'the network cut': () => cutOff(site, master),
  }
  for (const [what, work] of Object.entries(ways)) {
    await work().catch((error: unknown) => {
      throw new Error(`${what}: ${String(error)}`, { cause: error })
    })
    // Until then people get an apology; the bot itself may have been found healthy a moment before.
    for (const each of [postgres, redis, master]) await until(() => each.isHealthy(), 120_000)
    await greets(site, what)
  }
  assert.equal(await master.restarts(), started)
  return Object.keys(ways).join(', ')
}

async function pausedFor({ name }: Container): Promise<void> {
  await docker('pause', name)
  await pause(8000)
  await docker('unpause', name)
}

async function cutOff(site: Site, { name }: Container): Promise<void> {
  await docker('network', 'disconnect', site.network, name)
  await pause(8000)
  await docker('network', 'connect', site.network, name)
}

async function greets(site: Site, what: string): Promise<void> {
  const client = site.telegram.person({ first_name: 'Ann', language_code: 'en' }).with(site.master)
  await client.sends('/start')
  await client.sees('Hello, Ann!', 90_000).catch((error: unknown) => {
    throw new Error(`${what}: ${String(error)}`, { cause: error })
  })
}
