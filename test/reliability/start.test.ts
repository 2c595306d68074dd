import { expect, test } from '@jest/globals'
import { startApp } from '../../src/app.ts'
import { openLink } from '../support/link.ts'
import { configOf, openPremises } from '../support/premises.ts'
import { until } from '../support/until.ts'

test('a start during which PostgreSQL goes away goes on when it is back', async () => {
  const premises = await openPremises()
  const { telegram, env, database } = premises
  const url = new URL(database.url)
  const link = await openLink(Number(url.port))
  url.port = String(link.port)
  const warnings: string[] = []
  const ignore = () => undefined
  const starting = startApp(configOf({ ...env, DATABASE_URL: url.href }), {
    log: { debug: ignore, info: ignore, warn: (_, message) => void warnings.push(message), error: ignore },
    fail: ignore,
  })

  // By now the schema is there, and not yet known whose it is.
  await telegram.until(() => telegram.journal.some(({ method }) => method === 'getMe') || 'the first call')
  await link.cut()
  await until(() => warnings.some((message) => message.startsWith('Waiting for PostgreSQL')))
  await link.mend()

  const app = await starting
  await premises.person('Анна', 'en').sends('/start')
  await app.stop()
  await link.cut()
  await premises.close()
  expect(telegram.schemaViolations).toEqual([])
})
