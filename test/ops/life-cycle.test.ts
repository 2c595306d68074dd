import { describe, expect, test } from '@jest/globals'
import { createLifeCycle } from '../../src/ops/life-cycle.ts'

function openLifeCycle(limitMs = 10_000) {
  const logged: { fields: object; message: string }[] = []
  const note = (fields: object, message: string) => void logged.push({ fields, message })
  const life = createLifeCycle({ log: { debug: note, info: note, warn: note, error: note }, limitMs })
  return { life, logged }
}

describe('a stop', () => {
  test('closes in reverse order, one after the other', async () => {
    const { life } = openLifeCycle()
    const steps: string[] = []
    for (const name of ['database', 'queue', 'intake']) {
      life.opened(name, async () => {
        steps.push(`${name} closing`)
        await new Promise(setImmediate)
        steps.push(`${name} closed`)
      })
    }

    await life.stop()

    expect(steps).toEqual([
      'intake closing',
      'intake closed',
      'queue closing',
      'queue closed',
      'database closing',
      'database closed',
    ])
  })

  test('happens once, however often it is asked for', async () => {
    const { life } = openLifeCycle()
    let closed = 0
    life.opened('database', () => {
      closed++
    })

    await Promise.all([life.stop(), life.stop()])
    await life.stop()

    expect(closed).toBe(1)
  })

  test('goes on when one closer fails, and names it', async () => {
    const { life, logged } = openLifeCycle()
    const closed: string[] = []
    life.opened('database', () => void closed.push('database'))
    life.opened('queue', () => {
      throw new Error('broken')
    })

    await life.stop()

    expect(closed).toEqual(['database'])
    expect(logged).toEqual([{ fields: { err: new Error('broken') }, message: 'Closing queue failed' }])
  })

  test('ends when a closer hangs, and names what is left', async () => {
    const { life, logged } = openLifeCycle(10)
    life.opened('database', () => undefined)
    life.opened('queue', () => new Promise(() => undefined))

    await life.stop()

    expect(logged).toEqual([
      { fields: { open: ['database', 'queue'] }, message: 'Stopping took too long, the rest is left open' },
    ])
  })
})
