import { expect, test } from '@jest/globals'
import { createCache } from '../../src/ops/cache.ts'

/** Tells how often it was read. */
function counter() {
  let reads = 0
  return () => Promise.resolve(++reads)
}

test('keeps what was read, and reads anew when told to', async () => {
  const cache = createCache(1000, () => 0)
  const read = counter()
  expect(await cache.remember('settings', read)).toBe(1)
  expect(await cache.remember('settings', read)).toBe(1)
  cache.forget()
  expect(await cache.remember('settings', read)).toBe(2)
})

test('keeps nothing longer than its age, though nobody tells it to forget', async () => {
  let now = 0
  const cache = createCache(1000, () => now)
  const read = counter()
  await cache.remember('settings', read)
  now = 999
  expect(await cache.remember('settings', read)).toBe(1)
  now = 1000
  expect(await cache.remember('settings', read)).toBe(2)
})

test('reads once for all who ask at the same time', async () => {
  const cache = createCache(1000, () => 0)
  const read = counter()
  const answers = await Promise.all([1, 2, 3].map(() => cache.remember('settings', read)))
  expect(answers).toEqual([1, 1, 1])
})

test('does not keep what was being read when a change was told of', async () => {
  const cache = createCache(1000, () => 0)
  let resolve = (_value: string): void => undefined
  const old = new Promise<string>((settle) => (resolve = settle))
  const asked = cache.remember('settings', () => old)
  cache.forget()
  const anew = cache.remember('settings', () => Promise.resolve('new'))
  resolve('old')
  expect(await asked).toBe('old')
  expect(await anew).toBe('new')
  expect(await cache.remember('settings', () => Promise.resolve('newer'))).toBe('new')
})

test('does not keep a failure', async () => {
  const cache = createCache(1000, () => 0)
  await expect(cache.remember('settings', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await cache.remember('settings', () => Promise.resolve('back'))).toBe('back')
})
