import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, test } from '@jest/globals'
import { fontFamily, fontFiles, loadFonts } from '../../src/documents/font.ts'
import { drawLoadCalendar, drawLoadTable, type LoadCell } from '../../src/documents/load-pictures.ts'
import { createPainter } from '../../src/documents/painter.ts'
import { createPen, svgOf } from '../../src/documents/svg.ts'
import { drawTimelineColumns } from '../../src/documents/timeline-columns.ts'
import { drawTimelineRows } from '../../src/documents/timeline-rows.ts'
import { placeItems, type Timeline, type TimelineItem } from '../../src/documents/timeline.ts'

const fonts = await loadFonts()
const pen = createPen(fonts)
const painter = createPainter()

afterAll(async () => {
  await painter.close()
})

function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

async function paintText(text: string): Promise<string> {
  const svg = svgOf(60, 60, [`<text x="10" y="40" font-size="40">${text}</text>`])
  return (await painter.paint(svg)).toString('base64')
}

function item(from: number, changes: Partial<TimelineItem> = {}): TimelineItem {
  const time = { time: '10:00–11:00', start: '10:00' }
  return { from, until: from + 60, tone: 'confirmed', title: 'Анна', note: 'Стрижка', ...time, ...changes }
}

function timeline(lanes: number, items: readonly TimelineItem[], title = 'Мария'): Timeline {
  const lane = { title, note: '75 %', marked: false, open: [{ from: 0, until: 720 }], items, now: 300 }
  return {
    title,
    subtitle: title,
    minutes: 720,
    ticks: Array.from({ length: 13 }, (_, hour) => ({ at: hour * 60, label: `${9 + hour}:00` })),
    lanes: Array.from({ length: lanes }, () => lane),
    legend: [{ tone: 'confirmed', label: 'подтверждено' }],
  }
}

const cell: LoadCell = { percent: 50, label: '50 %', note: '4 записи' }

describe('the font', () => {
  test('has every letter, figure and sign of both languages', () => {
    const needed =
      'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяABCXYZabcxyz0123456789₽€$₸₴«»“”–—…·•×%№'
    for (const font of [fonts.regular, fonts.bold]) expect(font.drawable(needed)).toBe(needed)
  })

  test('draws what it says it has, and not the box for what is missing', async () => {
    const missing = await paintText('\u{10fffd}')
    for (const letter of ['Ж', 'ё', '₽', '7', 'w']) expect(await paintText(letter)).not.toBe(missing)
    expect(await paintText('Ж')).not.toBe(await paintText('7'))
  })

  test.each([
    ['💇‍♀️ Ольга', 'Ольга'],
    ['👩🏽‍🦰', ''],
    ['Анна\u0000\u200b\n Петрова', 'Анна Петрова'],
    ['أحمد', ''],
    ['Zoë Müller', 'Zoë Müller'],
    ['\ud83d', ''],
  ])('leaves out of %j what it can’t show', (name, shown) => {
    expect(fonts.regular.drawable(name)).toBe(shown)
  })

  test('cuts to a width, also a name without end', () => {
    const cut = fonts.regular.cut('Константинопольская'.repeat(200), 20, 120)
    expect(cut).toMatch(/^Констант\p{L}*…$/u)
    expect(fonts.regular.widthOf(cut, 20)).toBeLessThanOrEqual(120)
    expect(fonts.regular.cut('Анна', 20, 120)).toBe('Анна')
    expect(fonts.regular.cut('Анна', 20, 10)).toBe('')
  })
})

describe('a picture', () => {
  test('of one specialist, of seven days, of twenty specialists with 120 visits', async () => {
    const items = Array.from({ length: 6 }, (_, index) => item(index * 120))
    expect(sizeOf(await painter.paint(drawTimelineColumns(timeline(1, items), fonts)))).toEqual([
      1080,
      expect.any(Number),
    ])
    expect(sizeOf(await painter.paint(drawTimelineColumns(timeline(7, items), fonts)))).toEqual([
      1080,
      expect.any(Number),
    ])
    const [width, height] = sizeOf(await painter.paint(drawTimelineRows(timeline(20, items), fonts)))
    expect([width, height > 2000, height < 3000]).toEqual([1080, true, true])
  })

  test('of the load of a week and of a month', async () => {
    const columns = Array.from({ length: 7 }, () => ({ title: 'пн 2', marked: false }))
    const rows = Array.from({ length: 20 }, () => ({ title: 'Мария', cells: columns.map(() => cell) }))
    const words = { title: 'Март', subtitle: 'Салон', closed: 'выходной' }
    expect(sizeOf(await painter.paint(drawLoadTable({ ...words, columns, rows }, fonts)))[0]).toBe(1080)
    const day = { ...cell, day: '5', marked: true }
    const weeks = Array.from({ length: 6 }, () => [null, day, day, { ...day, percent: null }, day, day, day])
    const weekdays = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс']
    expect(sizeOf(await painter.paint(drawLoadCalendar({ ...words, weekdays, weeks }, fonts)))[0]).toBe(1080)
  })

  test.each([
    '<script>alert(1)</script>',
    'a & b "c" \'d\' &amp;',
    ']]><!--',
    '\u202eanna\u0007',
    '💇',
    'Я'.repeat(4000),
  ])('survives the name %j', async (name) => {
    const items = [item(0, { title: name, note: name }), item(60, { title: name, note: '', until: 75 })]
    const svg = drawTimelineColumns(timeline(3, items, name), fonts)
    expect(svg).not.toContain('<script')
    expect(sizeOf(await painter.paint(svg))[0]).toBe(1080)
    expect(sizeOf(await painter.paint(drawTimelineRows(timeline(3, items, name), fonts)))[0]).toBe(1080)
  })

  test('shows the service where the font has no letter of the name', () => {
    const svg = drawTimelineColumns(timeline(7, [item(0, { title: 'أحمد', note: 'Стрижка' })]), fonts)
    expect(svg).toContain('>Стрижка</text>')
  })

  test('has room for visits at the same time side by side', () => {
    const placed = placeItems([item(0), item(30), item(60), item(200), item(0, { tone: 'gap', until: 720 })])
    expect(placed.map(({ from, place, places }) => [from, place, places])).toEqual([
      [0, 0, 1],
      [0, 0, 2],
      [30, 1, 2],
      [60, 0, 2],
      [200, 0, 1],
    ])
  })
})

describe('the painter', () => {
  test('refuses what is no drawing and goes on', async () => {
    await expect(painter.paint('<svg')).rejects.toThrow('a picture was not drawn')
    expect(await paintText('А')).not.toBe('')
  })

  test('paints several at once, each for who asked', async () => {
    const sizes = await Promise.all(
      [10, 20, 30, 40].map(async (size) =>
        sizeOf(await painter.paint(svgOf(size, size, [pen.text(0, 9, 'Я', { size: 9 })]))),
      ),
    )
    expect(sizes).toEqual([10, 20, 30, 40].map((size) => [size, size]))
  })

  test('that is closed ends its thread; what it was asked for is refused', async () => {
    const other = createPainter()
    const asked = expect(other.paint(svgOf(10, 10, []))).rejects.toThrow('the program stops')
    await other.close()
    await asked
  })

  test('has a thread that paints from the build, too', async () => {
    const root = join(import.meta.dirname, '../..')
    const folder = '.cache/built-for-pictures'
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/build/main.ts', folder], {
      cwd: root,
    })
    const thread = new Worker(join(root, folder, 'program/draw-png.js'), {
      workerData: { fontFiles, fontFamily },
      execArgv: [],
    })
    thread.postMessage({ id: 1, svg: svgOf(30, 40, []) })
    const [{ png }] = (await once(thread, 'message')) as [{ png: Uint8Array }]
    expect(sizeOf(Buffer.from(png))).toEqual([30, 40])
    await thread.terminate()
    await rm(join(root, folder), { recursive: true })
  })
})
