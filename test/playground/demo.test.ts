import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { builtProgram } from '../support/services.ts'

const project = join(import.meta.dirname, '..', '..')

let built: readonly string[]
let temporary: string
let demo: ChildProcess | undefined

beforeAll(async () => {
  built = [await builtProgram('playground/demo.ts')]
})

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'demo-test-'))
  // Open to whoever PostgreSQL has to run as.
  await chmod(temporary, 0o777)
})

afterEach(async () => {
  if (demo?.exitCode === null) {
    demo.kill('SIGKILL')
    await once(demo, 'close')
  }
  await rm(temporary, { recursive: true, force: true })
})

/** As npm starts the demo. */
const fromSource = ['--import', 'tsx', 'playground/demo.ts']

/** What it says is read as it comes. */
function startDemo(program: readonly string[], ...words: readonly string[]) {
  const child = spawn(process.execPath, [...program, '--port', '24100', ...words], {
    cwd: project,
    env: { ...process.env, TMPDIR: temporary, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  demo = child
  const said: string[] = []
  let look: () => unknown = () => undefined
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      said.push(line)
      look()
    })
  }
  const hears = (wanted: RegExp) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const line = said.find((one) => wanted.test(one))
        if (line !== undefined) resolve(line)
        else if (child.exitCode !== null) reject(new Error(said.join('\n')))
      }
      child.once('close', () => look())
      look()
    })
  return { child, said, hears }
}

interface Snapshot {
  readonly now: number
  readonly phones: readonly { readonly name: string; readonly part: string }[]
}

/** The first event of the page's stream. */
async function snapshotOf(address: string): Promise<Snapshot> {
  const control = new AbortController()
  const events = await fetch(new URL('/events', address), { signal: control.signal })
  const reader = (events.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('\n\n')) text += (await reader.read()).value ?? ''
  control.abort()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '') as Snapshot
}

test('the demo opens a salon with a client and its owner, and leaves nothing behind', async () => {
  const { child, said, hears } = startDemo(fromSource, '--english')
  const address = /http:\S+/.exec(await hears(/http:/))?.[0] ?? ''
  const page = await fetch(address)
  expect(await page.text()).toContain('<main')
  const snapshot = await snapshotOf(address)
  expect(snapshot.phones).toMatchObject([
    { name: 'Anna', part: 'Client' },
    { name: 'Vera', part: 'Owner' },
  ])
  child.kill('SIGINT')
  const [code] = (await once(child, 'close')) as [number]
  expect({ code, last: said.at(-1) }).toEqual({ code: 0, last: 'The salon is closed.' })
  const left = await readdir(temporary)
  // A copy of PostgreSQL that root makes once is meant to stay.
  expect(left.filter((name) => !name.startsWith('embedded-postgres-') && !name.startsWith('tsx-'))).toEqual(
    [],
  )
})

test('a kept demo goes on with its people and its clock', async () => {
  const folder = join(temporary, 'kept')
  const first = startDemo(built, '--folder', folder)
  const address = /http:\S+/.exec(await first.hears(/http:/))?.[0] ?? ''
  const post = (path: string, body: object) =>
    fetch(new URL(path, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
    })
  expect((await post('/people', { name: 'Boris', language: 'ru' })).status).toBe(200)
  expect((await post('/clock', { jump: 1 })).status).toBe(200)
  first.child.kill('SIGINT')
  await once(first.child, 'close')

  const second = startDemo(built, '--folder', folder)
  const again = /http:\S+/.exec(await second.hears(/http:/))?.[0] ?? ''
  const snapshot = await snapshotOf(again)
  expect(snapshot.phones.map(({ name }) => name)).toEqual(['Анна', 'Вера', 'Boris'])
  expect(snapshot.now - Date.now()).toBeGreaterThan(23 * 3_600_000)
  second.child.kill('SIGINT')
  await once(second.child, 'close')
})

test('a second demo with the data of one that is open is told so in one sentence', async () => {
  const folder = join(temporary, 'kept')
  const first = startDemo(built, '--folder', folder)
  await first.hears(/http:/)
  const second = startDemo(built, '--folder', folder)
  const [code] = (await once(second.child, 'close')) as [number]
  expect({ code, said: second.said }).toEqual({
    code: 1,
    said: [`Another demo is open with the data in ${folder}: end it first, or take another --folder.`],
  })
  first.child.kill('SIGINT')
  await once(first.child, 'close')
})

test('a wrong command line is told in one sentence', async () => {
  const { child, said } = startDemo(built, '--port', 'many')
  const [code] = (await once(child, 'close')) as [number]
  expect({ code, said }).toEqual({ code: 1, said: ['--port many is no port.'] })
})
