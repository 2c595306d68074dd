import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { describe, expect, test } from '@jest/globals'
import { builtProgram } from '../support/services.ts'
import { until } from '../support/until.ts'

interface Program {
  readonly process: ChildProcessWithoutNullStreams
  readonly lines: string[]
  /** Until it says that line. */
  readonly says: (line: string) => Promise<void>
  readonly ended: Promise<number | null>
}

async function startProgram(source: string, args: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, [await builtProgram(source), ...args], {
    env: { PATH: process.env['PATH'] },
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line)
      child.emit('line')
    })
  }
  return {
    process: child,
    lines,
    says: async (line) => {
      while (!lines.includes(line)) await once(child, 'line')
    },
    ended: once(child, 'close').then(([code]) => code as number | null),
  }
}

function startSmallProgram(end: string): Promise<Program> {
  return startProgram('test/ops/small-program.ts', [end])
}

describe('a process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'stops in order after %s, once, and ends with 0',
    async (signal) => {
      const program = await startSmallProgram('runs')
      await program.says('started')

      program.process.kill(signal)
      program.process.kill(signal)

      expect(await program.ended).toBe(0)
      expect(program.lines.filter((line) => line === 'stopped')).toHaveLength(1)
      expect(program.lines.at(-1)).toBe('reports flushed')
    },
  )

  test('ends with 0 when it is stopped while it still starts', async () => {
    const program = await startSmallProgram('never comes up')
    await program.says('starting')

    program.process.kill('SIGTERM')

    expect(await program.ended).toBe(0)
  })

  test.each([
    ['is refused at the start', 77, ['the token is refused', 'reports flushed']],
    ['has a bug at the start', 70, ['The program failed', 'reports flushed']],
  ])('that %s ends with %i', async (end, code, lines) => {
    const program = await startSmallProgram(end)

    expect(await program.ended).toBe(code)
    expect(program.lines).toEqual(lines)
  })

  test('that is refused later stops in order before it ends with 77', async () => {
    const program = await startSmallProgram('is refused later')

    expect(await program.ended).toBe(77)
    expect(program.lines.slice(-3)).toEqual(['the token is refused', 'stopped', 'reports flushed'])
  })

  test.each(['throws later', 'forgets a rejection'])('that %s says so and ends with 70', async (end) => {
    const program = await startSmallProgram(end)

    expect(await program.ended).toBe(70)
    expect(program.lines.slice(-2)).toEqual(['The program failed', 'reports flushed'])
  })

  test('goes on when nobody reads its log any more', async () => {
    const program = await startSmallProgram('logs without end')
    await program.says('started')

    program.process.stdout.destroy()
    program.lines.splice(0)
    // The first may have been on its way already.
    await program.says('still logging')
    program.lines.splice(0)
    await program.says('still logging')

    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})

test('the program is not ended by the signal for its log before it has one', async () => {
  const program = await startProgram('src/main.ts', [])
  let state: SignalState = 'ignorant'
  await until(async () => (state = await stateOf(program.process.pid)) !== 'ignorant')

  program.process.kill('SIGUSR2')

  expect(state).toBe('listens')
  expect(await program.ended).toBe(78)
})

type SignalState = 'ignorant' | 'listens' | 'ended'

/** Whether a process listens to SIGUSR2, which is the signal 12. */
async function stateOf(pid: number | undefined): Promise<SignalState> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1]
  if (caught === undefined || /^State:\s*Z/m.test(status)) return 'ended'
  return (BigInt(`0x${caught}`) & (1n << 11n)) === 0n ? 'ignorant' : 'listens'
}

test('the program without configuration names everything that is missing, and ends with 78', async () => {
  const program = await startProgram('src/main.ts', [])

  expect(await program.ended).toBe(78)
  expect(program.lines[0]).toBe('The configuration is wrong:')
  expect(
    program.lines
      .slice(1)
      .map((line) => /[A-Z_]+/.exec(line)?.[0])
      .sort(),
  ).toEqual(['ADMIN_IDS', 'BOT_TOKEN', 'CLIENT_ID', 'DATABASE_URL', 'PG_SCHEMA'])
})
