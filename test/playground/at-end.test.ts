import { beforeEach, expect, test } from '@jest/globals'

/** A list of 500 pixels, of which 100 are seen. */
class List extends EventTarget {
  scrollHeight = 500
  scrollTop = 400
  readonly clientHeight = 100

  grows(): void {
    this.scrollHeight += 200
  }
}

const file = '../../playground/page/at-end.js'
const { ReadingAtEnd } = (await import(file)) as {
  ReadingAtEnd: new (list: List) => { readonly now: boolean; begin(): void }
}

let list: List
let reading: InstanceType<typeof ReadingAtEnd>

beforeEach(() => {
  list = new List()
  reading = new ReadingAtEnd(list)
})

test('whoever reads at the end is taken along by two replies, also while the list moves to the first', () => {
  expect(reading.now).toBe(true)
  list.grows()
  reading.begin()
  list.scrollTop += 20
  expect(reading.now).toBe(true)
})

test('whoever has scrolled up is left there', () => {
  list.scrollTop = 100
  expect(reading.now).toBe(false)
})

test.each([
  ['the wheel', new Event('wheel')],
  ['a finger', new Event('touchmove')],
  ['a key', Object.assign(new Event('keydown'), { key: 'PageUp' })],
  ['the scroll bar', new Event('pointerdown')],
])('%s takes the list out of its move', (_, event) => {
  list.grows()
  reading.begin()
  list.dispatchEvent(event)
  expect(reading.now).toBe(false)
})

test('a key that scrolls nothing leaves it there', () => {
  list.grows()
  reading.begin()
  list.dispatchEvent(Object.assign(new Event('keydown'), { key: 'Enter' }))
  expect(reading.now).toBe(true)
})
