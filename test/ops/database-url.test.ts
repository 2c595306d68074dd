import { describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { readDatabaseUrl } from '../../src/ops/database-url.ts'

/** As node-postgres understands what we hand to it. */
function understood(typed: string) {
  const read = readDatabaseUrl(typed)
  if (!read.ok) throw new Error(read.problem)
  const { user, password, host, port, database } = new pg.Client(read.url)
  return { user, password, host, port, database }
}

describe('the address of the database', () => {
  test.each([
    ['SecurePass2026!', 'SecurePass2026!'],
    ['p@ss', 'p@ss'],
    ['a/b?c#d', 'a/b?c#d'],
    ['a:b:c', 'a:b:c'],
    ['100%sure', '100%sure'],
    ['пароль', 'пароль'],
    ['two words', 'two words'],
    ['x@y/z@w', 'x@y/z@w'],
    ['p%40ss%2Fword', 'p@ss/word'],
    ['50%25', '50%'],
  ])('reads the password %s as %s', (typed, meant) => {
    expect(understood(`postgresql://booking:${typed}@db:6543/salons`)).toEqual({
      user: 'booking',
      password: meant,
      host: 'db',
      port: 6543,
      database: 'salons',
    })
  })

  test('keeps options', () => {
    expect(readDatabaseUrl('postgresql://u:p@db/salons?sslmode=require&application_name=a@b')).toMatchObject({
      ok: true,
      url: 'postgresql://u:p@db/salons?sslmode=require&application_name=a@b',
    })
  })

  test('may do without login and port', () => {
    expect(understood('postgres://localhost/salons')).toMatchObject({ host: 'localhost', database: 'salons' })
  })

  test('asks for encoding where two readings make sense', () => {
    expect(readDatabaseUrl('postgresql://u:x@a/b?c=@db/salons')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('more than one way'),
    })
  })

  test.each([
    'mysql://u:p@db/salons',
    'postgresql://u:p@db:5432',
    'postgresql://u:p@db:5432/',
    'postgresql://:p@db/salons',
    'u:p@db/salons',
    'postgresql://',
  ])('refuses %s', (typed) => {
    expect(readDatabaseUrl(typed).ok).toBe(false)
  })
})
