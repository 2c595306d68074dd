import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import {
  addBlock,
  readBlocks,
  removeBlock,
  resumeBlock,
  suspendBlock,
} from '../../scripts/tenant/compose-file.ts'
import { interpolate, setVariables } from '../../scripts/tenant/env-file.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8')
const shipped = read('docker-compose.yml')
const block = ['<<: *bot', 'environment:', '  <<: *bot-environment', "  CLIENT_ID: '7'"]

describe('the compose file', () => {
  test('shows its tenants with what the anchors bring', () => {
    expect(readBlocks(shipped).map(({ service, suspended }) => [service, suspended])).toEqual([
      ['booking-bot-master', false],
      ['booking-bot-sales', false],
    ])
    expect(readBlocks(shipped)[1]?.environment).toMatchObject({
      CLIENT_ID: 'sales',
      REDIS_HOST: 'booking-redis',
    })
  })

  test('hands every bot the variables that .env.example says', () => {
    const [, said = ''] = /hands to its bots\s([^.]*)\./.exec(read('.env.example')) ?? []
    const names = said.match(/\w+_\w+|TIMEZONE/g) ?? []

    expect(names).toContain('SENTRY_DSN')
    for (const { environment } of readBlocks(shipped)) {
      for (const name of names) expect(environment[name]).toContain(`\${${name}:`)
    }
  })

  test('builds the image of the bots, whichever of them are suspended or removed', () => {
    const { services } = parse(shipped, { merge: true }) as {
      services: Record<string, { image?: string; build?: unknown }>
    }
    const bots = readBlocks(shipped).map(({ service }) => service)
    const images = bots.map((bot) => services[bot]?.image)
    const builders = Object.keys(services).filter(
      (name) => services[name]?.build !== undefined && images.includes(services[name].image),
    )

    // One: several that write one image at one moment fail on a new Docker.
    expect(builders).toEqual(['booking-image'])
  })

  test('has a place for whatever an image keeps, so that Docker makes no volume without a name', () => {
    type Service = { image?: string; volumes?: string[]; tmpfs?: string[] }
    const servicesIn = (text: string) =>
      Object.entries((parse(text, { merge: true }) as { services: Record<string, Service> }).services)
    // VOLUME of each; that of PgBouncer is built on that of PostgreSQL. The others have none.
    const kept = {
      postgres: '/var/lib/postgresql/data',
      'telegram-booking-pgbouncer': '/var/lib/postgresql/data',
      redis: '/data',
      'prom/prometheus': '/prometheus',
    }
    const left = [...servicesIn(shipped), ...servicesIn(read('docker-compose.postgres.yml'))].flatMap(
      ([name, { image = '', volumes = [], tmpfs = [] }]) => {
        const path = (kept as Record<string, string>)[image.split(':', 1)[0] ?? '']
        const places = [...volumes.map((volume) => volume.split(':')[1]), ...tmpfs]
        return path === undefined || places.includes(path) ? [] : [`${name}: ${path}`]
      },
    )

    expect(left).toEqual([])
  })

  test('gets a block behind the last one, and is the same to the letter when it goes', () => {
    const more = addBlock(shipped, 'booking-bot-7', block)

    expect(readBlocks(more)[2]).toMatchObject({
      service: 'booking-bot-7',
      environment: { CLIENT_ID: '7', REDIS_HOST: 'booking-redis' },
    })
    expect(more).toContain('\n\n  booking-bot-7:\n    <<: *bot\n')
    expect(more.replace(/\n {2}booking-bot-7:\n( {4}.*\n)+/, '')).toBe(shipped)
    expect(removeBlock(more, 'booking-bot-7')).toBe(shipped)
    expect(removeBlock(shipped, 'booking-bot-7')).toBe(shipped)
  })

  test('has a tenant out and in again, and is the same to the letter', () => {
    const less = suspendBlock(shipped, 'booking-bot-master')

    expect(readBlocks(less).map(({ suspended }) => suspended)).toEqual([true, false])
    expect(resumeBlock(less, 'booking-bot-master')).toBe(shipped)
    expect(resumeBlock(shipped, 'booking-bot-master')).toBe(shipped)
  })

  test('keeps the comments, quotes and lists of whoever wrote it', () => {
    const own = [
      'services:',
      '    # the first',
      '    one:',
      '        image: "x"   # mine',
      '        environment:',
      '            - CLIENT_ID=one',
      '            - "BOT_TOKEN=1:a"',
      '    # the end',
    ].join('\n')

    const more = addBlock(own, 'two', ["environment: { CLIENT_ID: 'two' }"])

    expect(readBlocks(more).map(({ environment }) => environment['CLIENT_ID'])).toEqual(['one', 'two'])
    for (const line of own.split('\n')) expect(more.split('\n')).toContain(line)
  })

  test.each([
    ['', 'no block "services:"'],
    ['services: {}\n', 'no block "services:"'],
    ['services: [\n', 'no valid YAML'],
  ])('%j is refused in words', (text, words) => {
    expect(() => addBlock(text, 'x', block)).toThrow(words)
  })
})

describe('.env', () => {
  test('keeps its other lines', () => {
    const before = '# a comment\nA=1\n\n# B=2\nC=3\n'

    const after = setVariables(before, { A: '9', B: '8', C: undefined })

    expect(after).toBe('# a comment\nA=9\n\n# B=2\nB=8\n')
    expect(setVariables(after, { A: '9', B: '8' })).toBe(after)
  })

  test.each(['with space', 'a#b', "it's", 'a$b', 'two\nlines'])('refuses to write %j', (value) => {
    const write = () => setVariables('', { A: value })

    expect(write).toThrow('A holds characters that .env')
    expect(write).not.toThrow(value)
  })

  test.each([
    ['${A}', 'x$y'],
    ['${A:?is missing}', 'x$y'],
    ['${NONE:-else}', 'else'],
    ['${NONE:-${A:?is missing}}', 'x$y'],
    ['${EMPTY:-else}${NONE:-}', 'else'],
    ['a$$b ${B}', 'a$b ${A}'],
  ])('%s is put in as Compose does', (text, value) => {
    expect(interpolate(text, { A: 'x$y', B: '${A}', EMPTY: '' })).toBe(value)
  })
})
