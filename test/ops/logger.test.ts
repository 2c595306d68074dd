import { describe, expect, test } from '@jest/globals'
import { createLogger } from '../../src/ops/logger.ts'
import { createScrubber } from '../../src/ops/redaction.ts'
import { reportErrors } from '../../src/ops/sentry.ts'

const token = '123456789:AAEabcdefghijklmnopqrstuvwxyz0123456'
const database = 'postgresql://booking:p%40ss%22word@db/salons'

async function openLog() {
  const lines: string[] = []
  const logger = await createLogger({
    level: 'info',
    tenant: 'newclient',
    scrub: createScrubber([token, database, null, 'short']),
    destination: { write: (line) => void lines.push(line) },
  })
  return { logger, lines }
}

describe('the log', () => {
  test('is a JSON line an event, with the tenant', async () => {
    const { logger, lines } = await openLog()

    logger.info({ update_id: 7 }, 'Handled')

    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({ tenant: 'newclient', update_id: 7, msg: 'Handled' })
  })

  test.each([
    ['a message', { fields: {}, message: `failed with ${token}` }],
    ['a field', { fields: { url: `https://api.telegram.org/bot${token}/getMe` }, message: '' }],
    ['a field below a field', { fields: { deep: { down: [token] } }, message: '' }],
    ['an error', { fields: { err: new Error(`POST /bot${token}/sendMessage failed`) }, message: '' }],
    ['the cause of an error', { fields: { err: new Error('x', { cause: new Error(token) }) }, message: '' }],
    ['an encoded address', { fields: { url: encodeURIComponent(token) }, message: '' }],
  ])('hides the token of the bot in %s', async (_, { fields, message }) => {
    const { logger, lines } = await openLog()

    logger.error(fields, message)

    expect(lines.join()).toContain('[hidden]')
    expect(lines.join()).not.toMatch(/AAEabc/)
    expect(JSON.parse(lines[0]!)).toMatchObject({ tenant: 'newclient' })
  })

  test('hides another bot’s token, too', async () => {
    const { logger, lines } = await openLog()

    logger.info({}, 'replaced 987654321:AAFzyxwvutsrqponmlkjihgfedcba9876543')

    expect(lines.join()).not.toContain('zyxwv')
  })

  test('hides the password of an address, however it is written', async () => {
    const { logger, lines } = await openLog()

    logger.info({ one: database, other: 'p@ss"word', third: 'p%40ss%22word' }, 'x')

    expect(lines.join()).not.toMatch(/word/)
  })

  test('keeps of an error what helps, and not what people wrote', async () => {
    const { logger, lines } = await openLog()
    const error = Object.assign(new TypeError('Bad Request'), {
      code: 400,
      on: { payload: { text: 'My phone is +79161234567' } },
    })

    logger.error({ err: error }, 'A call failed')

    expect(JSON.parse(lines[0]!)).toMatchObject({
      err: {
        type: 'TypeError',
        message: 'Bad Request',
        code: 400,
        stack: expect.stringContaining('TypeError'),
      },
    })
    expect(lines.join()).not.toContain('+7916')
  })
})

test('an error is reported together with its line, a line without error is not', async () => {
  const { logger, lines } = await openLog()
  const reported: unknown[] = []
  const log = reportErrors(logger, {
    report: (error, message) => void reported.push([error, message]),
    flush: () => Promise.resolve(),
  })
  const error = new Error('broken')

  log.error({ err: error }, 'An update failed')
  log.error({}, 'Token refused')
  log.warn({ err: error }, 'Waiting')

  expect(reported).toEqual([[error, 'An update failed']])
  expect(lines).toHaveLength(3)
})
