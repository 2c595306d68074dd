import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createScrubber } from '../../src/ops/redaction.ts'
import { startSentry } from '../../src/ops/sentry.ts'

const token = '123456789:AAEabcdefghijklmnopqrstuvwxyz0123456'
const received: string[] = []

const server = createServer((request, response) => {
  void read(request).then((body) => {
    received.push(body)
    response.writeHead(200, { connection: 'close' }).end('{}')
  })
})

async function read(request: IncomingMessage): Promise<string> {
  if (request.headers['content-encoding'] !== 'gzip') return await text(request)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return gunzipSync(Buffer.concat(chunks)).toString()
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
})

test('a report reaches Sentry with the release, the tenant and ids, and without the token or a phone', async () => {
  const { port } = server.address() as AddressInfo
  const reports = await startSentry({
    dsn: `http://key@127.0.0.1:${port}/1`,
    environment: 'test',
    tenant: 'newclient',
    version: '1.2.3',
    scrub: createScrubber([token]),
  })

  const error = new Error(`POST /bot${token}/sendMessage`, { cause: new Error(`${token} for +79991234567`) })
  reports.report(error, 'A call failed', { update_id: 17, booking_id: 5 })
  await reports.flush()

  const [report] = received.filter((body) => body.includes('sendMessage'))
  expect(report).toContain('"tenant":"newclient"')
  expect(report).toContain('A call failed')
  expect(report).toContain('bot[hidden]/sendMessage')
  expect(report).toContain('"release":"telegram-booking@1.2.3"')
  expect(report).toContain('"update_id":17,"booking_id":5')
  expect(report).not.toContain('AAEabc')
  expect(report).not.toContain('79991234567')
})
