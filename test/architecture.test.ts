import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { findViolations, type SourceFile } from './support/architecture.ts'

const root = join(import.meta.dirname, '..')

function read(folder: string, extension: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => ({
      path: `${folder}/${name.replaceAll('\\', '/')}`,
      text: readFileSync(join(root, folder, name), 'utf8'),
    }))
}

test('the program keeps its borders', () => {
  const files = [
    ...read('src', '.ts'),
    ...read('src', '.js'),
    ...read('migrations', '.sql').filter(({ path }) => !path.endsWith('schema.sql')),
  ]
  expect(files.length).toBeGreaterThan(50)
  expect(files.flatMap(findViolations)).toEqual([])
})

const zones = 'src/domain/local-time.ts'
const useCase = 'src/usecases/create-booking.ts'
const storage = 'src/storage/bookings.ts'
const longFile = 'export const one = 1\n'.repeat(301)

describe('refused', () => {
  test.each([
    ['src/domain/slots.ts', 'imports storage/', "import { Database } from '../storage/database.ts'"],
    ['src/domain/slots.ts', 'imports types of context.ts', "import type { Log } from '../context.ts'"],
    ['src/domain/slots.ts', 'imports the package pg', "import pg from 'pg'"],
    ['src/domain/slots.ts', 'imports the package node:crypto', "import { randomUUID } from 'node:crypto'"],
    ['src/domain/slots.ts', 'converts zones', "import { format } from 'date-fns-tz'"],
    ['src/domain/slots.ts', 'reads the clock', 'export const today = () => new Date()'],
    [useCase, 'reads the clock', 'export const at = Date.now()'],
    [useCase, 'reads the clock', 'const { now } = Date, at = [1].map(Date.now)'],
    [useCase, 'imports context.ts', "import { createContext } from '../context.ts'"],
    [useCase, 'imports the package bullmq', "import { Queue } from 'bullmq'"],
    [
      'src/usecases/create-booking.ts',
      'imports types of i18n/',
      "import type { I18n } from '../i18n/i18n.ts'",
    ],
    [useCase, 'holds SQL', "ctx.db.query('select id from bookings')"],
    [useCase, 'holds SQL', 'ctx.db.query(`update bookings set ${what}`)'],
    [storage, 'imports the package telegraf', "import { Telegram } from 'telegraf'"],
    [storage, 'imports domain/', "import { plan } from '../domain/task-plan.ts'"],
    [storage, 'for the time', "tx.query('select 1 from bookings where starts_at > now()')"],
    [storage, 'for the time', 'tx.query(`insert into tasks values (${id}, current_date)`)'],
    ['migrations/0002_more.sql', 'for the time', 'alter table users add at timestamptz default now()'],
    ['src/bot/client/start.ts', 'imports storage/', "import { findUser } from '../../storage/users.ts'"],
    ['src/bot/client/start.ts', 'imports the package pg', "const pg = await import('pg')"],
    ['src/bot/client/start.ts', 'imports the package ioredis', "export { Redis } from 'ioredis'"],
    [
      'src/bot/client/start.ts',
      'imports ../../../playground',
      "import { world } from '../../../playground/world.ts'",
    ],
    ['src/jobs/sweep.ts', 'imports storage/', "import { takeDue } from '../storage/tasks.ts'"],
    ['src/telegram/send.ts', 'imports domain/', "import { may } from '../domain/roles.ts'"],
    ['src/telegram/send.ts', 'imports the package pino', "import pino from 'pino'"],
    ['src/documents/export.ts', 'imports domain/', "import { may } from '../domain/roles.ts'"],
    [
      'src/ops/logger.ts',
      'imports usecases/',
      "import { createBooking } from '../usecases/create-booking.ts'",
    ],
    ['src/ops/logger.ts', 'reads process.env', "export const level = process.env['LOG_LEVEL']"],
    ['src/ops/logger.ts', 'reads process.env', "import { env } from 'node:process'"],
    ['src/context.ts', 'imports the package ioredis', "import { Redis } from 'ioredis'"],
    ['src/context.ts', 'outside src', "import { startDemo } from '../playground/demo.ts'"],
    ['src/services/list.ts', 'no border names', "import { may } from '../domain/roles.ts'"],
    ['src/domain/slots.ts', 'exports free without a docstring', 'export function free() {}'],
    [storage, 'exports find without a docstring', '// Not this.\nexport async function find() {}'],
    ['src/domain/index.ts', 'is a barrel file', 'export const one = 1'],
    ['src/domain/all.ts', 'is a barrel file', "export * from './slots.ts'\nexport * from './task.ts'"],
    ['src/bot/utils.ts', 'says nothing', 'export const one = 1'],
    ['src/bot/helpers/keys.ts', 'says nothing', 'export const one = 1'],
    ['src/bot/common/keys.ts', 'says nothing', 'export const one = 1'],
    ['src/bot/menu.ts', 'has 301 lines', longFile],
  ])('%s %s', (path, reason, text) => {
    expect(findViolations({ path, text }).join('\n')).toContain(reason)
  })
})

describe('accepted', () => {
  test.each([
    ['the one file that converts zones', zones, "import { toZonedTime } from 'date-fns-tz/toZonedTime'"],
    ['an instant from a number', 'src/domain/slots.ts', 'export const day = (ms: number) => new Date(ms)'],
    ['types of the context', useCase, "import type { UseCaseContext } from '../context.ts'"],
    ['a list of types only', useCase, "import { type UseCaseContext, type Log } from '../context.ts'"],
    ['SQL in a comment', useCase, '// select id from bookings'],
    ['SQL that is told the time', storage, "tx.query('select id from bookings where starts_at > $1')"],
    ['types of the domain', storage, "import type { Booking } from '../domain/booking.ts'"],
    ['the clock itself', 'src/ops/clock.ts', 'export const now = () => new Date()'],
    ['the environment, read once', 'src/ops/config.ts', 'export const read = (from = process.env) => from'],
    ['an English sentence', 'src/i18n/en/texts.ts', "export const hint = 'Select a day from the calendar'"],
    ['wiring', 'src/context.ts', "import { createSender } from './telegram/send.ts'"],
    ['a comment in a migration', 'migrations/0002_more.sql', '-- never default now()\nselect 1'],
  ])('%s', (_, path, text) => {
    expect(findViolations({ path, text })).toEqual([])
  })
})
