import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { SourceFile } from './support/architecture.ts'
import { findForgotten, freeingFunctions } from './support/freeing.ts'

function read(folder: string): SourceFile[] {
  const root = join(import.meta.dirname, '../src', folder)
  return readdirSync(root).map((name) => ({
    path: `src/${folder}/${name}`,
    text: readFileSync(join(root, name), 'utf8'),
  }))
}

/** They give nothing back: what was held becomes a visit, and who did not come takes the rest of their time again. */
const harmless = ['markOfferTaken', 'markReturned']

const freeing = freeingFunctions(read('storage')).filter((name) => !harmless.includes(name))

test('the functions that give time back are known by their statements', () => {
  expect(freeing).toEqual(
    expect.arrayContaining([
      'markCancelled',
      'markOfferEnded',
      'moveBooking',
      'moveIntoSession',
      'replaceWeekHours',
    ]),
  )
  expect(freeing).not.toContain('markConfirmed')
})

test('every use case that gives time back offers it to those who wait', () => {
  expect(findForgotten(read('usecases'), freeing)).toEqual([])
})

test.each([
  ['a cancellation', 'export async function x(tx) { await markCancelled(tx, 1) }', true],
  ['a cancellation that offers', 'await markCancelled(tx, 1); await offerFreedTime(ctx, tx, freed)', false],
  ['an approval', 'await markConfirmed(tx, 1)', false],
])('%s is looked at', (_, text, forgotten) => {
  expect(findForgotten([{ path: 'src/usecases/x.ts', text }], freeing)).toHaveLength(forgotten ? 1 : 0)
})
