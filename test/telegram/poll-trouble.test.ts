import { expect, test } from '@jest/globals'
import { TelegramCallError } from '../../src/telegram/call-error.ts'
import { PollTrouble } from '../../src/telegram/poll-trouble.ts'

const conflict = new TelegramCallError('getUpdates', {
  outcome: 'answered',
  code: 409,
  description: 'Conflict: terminated by other getUpdates request',
})

function open(warnEveryMs: number) {
  const lines: { readonly level: string; readonly fields: object; readonly message: string }[] = []
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message })
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const limits = { firstPauseMs: 1, mostPauseMs: 1, stalledAfterMs: 1000, warnEveryMs }
  return { lines, trouble: new PollTrouble(log, limits) }
}

test('another process with this token is told in one line without a stack', () => {
  const { lines, trouble } = open(60_000)
  trouble.note(conflict)
  expect(lines).toEqual([
    {
      level: 'warn',
      fields: {
        reason: 'getUpdates: 409 Conflict: terminated by other getUpdates request',
        failures: 1,
        waitMs: expect.any(Number),
      },
      message: "Another process polls with this bot's token, and only one may; waiting and trying again",
    },
  ])
})

test('two processes that take turns are told of now and then, not at each turn', () => {
  const often = open(60_000)
  const always = open(0)
  for (const { trouble } of [often, always]) {
    for (let turn = 0; turn < 5; turn++) {
      trouble.note(conflict)
      trouble.over()
    }
  }
  expect(often.lines.map(({ level }) => level)).toEqual(['warn', 'info'])
  expect(always.lines).toHaveLength(10)
})

test('a bug is told with its stack', () => {
  const { lines, trouble } = open(60_000)
  const bug = new TypeError('undefined is not a function')
  trouble.note(bug)
  expect(lines).toMatchObject([{ level: 'error', fields: { err: bug } }])
})
