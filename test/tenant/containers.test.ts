import { describe, expect, test } from '@jest/globals'
import {
  checkServices,
  checkTenantsContainer,
  readPs,
  type Container,
  type Values,
} from '../../scripts/tenant/containers.ts'

const service = 'booking-bot-veranda'
const ended = { ID: 'a', Name: 'a', Service: service, State: 'exited', Health: '', ExitCode: 78 }
const well = { ID: 'b', Name: 'b', Service: service, State: 'running', Health: 'healthy', ExitCode: 0 }

describe('of a tenant’s container the doctor says', () => {
  const environment = { BOT_TOKEN: '7:new', REDIS_PASSWORD: 'secret', LOG_LEVEL: '' }
  const judge = (values: Values, suspended: boolean, ...containers: Partial<Container>[]) =>
    checkTenantsContainer(
      containers.map((each) => ({ ...well, ...each })),
      { service, suspended, environment },
      null,
      values,
    )
  const look = (suspended: boolean, ...containers: Partial<Container>[]) =>
    judge('untried', suspended, ...containers)

  test.each<[string, Partial<Container>, string]>([
    ['it has ended', ended, 'has ended (exit code 78)'],
    ['it has ended of itself', { ...ended, ExitCode: 0 }, 'has ended. It says why'],
    // Compose tells 0 of it, whatever it ended with.
    ['it can’t start', { State: 'restarting', Health: '' }, 'is started again and again. It says why'],
    ['it is ill', { Health: 'unhealthy' }, 'runs and is unhealthy'],
    ['it was made only', { State: 'created', Health: '' }, 'does not run (created)'],
    ['it is another’s', { Service: 'booking-bot-veranda-2' }, 'It has no container'],
  ])('%s', (_, container, words) => {
    expect(look(false, container)).toEqual([expect.stringContaining(words)])
    // One that runs, or tries to, is made anew: Compose would leave it as it is, and give up on it at once.
    const isOn = /unhealthy|again/.test(words)
    const way = isOn ? 'up -d --force-recreate --wait' : 'up -d'
    expect(look(false, container)[0]).toContain(`docker compose ${way} ${service}`)
  })

  test('nothing while it works or begins to, also beside an old one', () => {
    expect(look(false, {})).toEqual([])
    expect(look(false, { Health: 'starting' })).toEqual([])
    expect(look(false, ended, {})).toEqual([])
  })

  test('that it was made before its token was changed, and never the token', () => {
    const withToken = (token: string) => ({
      environment: new Set([`BOT_TOKEN=${token}`, 'REDIS_PASSWORD=secret', 'PATH=/bin']),
    })
    expect(look(false, withToken('7:new'))).toEqual([])
    expect(look(false, { ...withToken('7:old'), Health: 'unhealthy' })).toEqual([
      `Its container goes on with an older BOT_TOKEN. Unless the present one is refused (npm run tenant -- check), give it that: docker compose up -d ${service}`,
    ])
    expect(judge('good', false, withToken('7:old'))).toEqual([
      `Its container goes on with an older BOT_TOKEN. Give it the present one: docker compose up -d ${service}`,
    ])
    expect(judge('bad', false, withToken('7:old'))).toEqual([
      "Its container has the older BOT_TOKEN still: don't start it anew before that is mended.",
    ])
    expect(look(false, { ...ended, ...withToken('7:old') }, withToken('7:new'))).toEqual([])
  })

  test('that a suspended one runs still', () => {
    expect(look(true, {})).toEqual([expect.stringContaining(`rm --stop --force ${service}`)])
    expect(look(true, ended)).toEqual([])
    expect(look(true)).toEqual([])
  })
})

test('of what tenants share the doctor names what does not work, and a PgBouncer that is not there', () => {
  const containers = [
    { ...well, Service: 'booking-postgres' },
    { ...ended, Service: 'booking-redis' },
    // The backups themselves are looked at.
    { ...well, Service: 'backup', Health: 'unhealthy' },
  ]
  const redis = { tenant: 'booking-redis', problem: expect.stringContaining('has ended') }
  const pooled = { variables: { DATABASE_ADDRESS: 'booking-pgbouncer:6432' } }
  const pgbouncer = { ...well, Service: 'booking-pgbouncer' }

  expect(checkServices(containers, { variables: {} })).toEqual([redis])
  expect(checkServices(containers, pooled)).toEqual([
    redis,
    { tenant: 'booking-pgbouncer', problem: expect.stringContaining('It has no container') },
  ])
  expect(checkServices([...containers, pgbouncer], pooled)).toEqual([redis])
  expect(checkServices([...containers, { ...pgbouncer, Health: 'unhealthy' }], pooled)).toEqual([
    redis,
    { tenant: 'booking-pgbouncer', problem: expect.stringContaining('unhealthy') },
  ])
})

test('what Compose tells of containers is read as lines and as a list', () => {
  const lines = [ended, well].map((each) => JSON.stringify(each)).join('\n')
  expect(readPs(`${lines}\n`)).toEqual([ended, well])
  expect(readPs(JSON.stringify([ended, well]))).toEqual([ended, well])
  expect(readPs('')).toEqual([])
})
