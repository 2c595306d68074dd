import type { Fonts } from './font.ts'
import {
  belowHeader,
  drawHeader,
  drawLegend,
  margin,
  pictureWidth,
  type PictureWords,
} from './picture-frame.ts'
import { colours, createPen, svgOf, type Box, type Pen } from './svg.ts'

/** How full something is. */
export interface LoadCell {
  /** 0–100; null: there is nothing that could be booked. */
  readonly percent: number | null
  readonly label: string
  readonly note: string
}

/** People below each other, days side by side. */
export interface LoadTable extends PictureWords {
  readonly columns: readonly { readonly title: string; readonly marked: boolean }[]
  readonly rows: readonly { readonly title: string; readonly cells: readonly LoadCell[] }[]
  readonly closed: string
}

/** A month, a row a week; null: a day of another month. */
export interface LoadCalendar extends PictureWords {
  readonly weekdays: readonly string[]
  readonly weeks: readonly (readonly (CalendarDay | null)[])[]
  readonly closed: string
}

export interface CalendarDay extends LoadCell {
  readonly day: string
  readonly marked: boolean
}

/** From this share on, in percent. */
const steps = [
  { from: 100, fill: '#2c62b8', ink: '#ffffff', label: '100 %' },
  { from: 75, fill: '#5b8fde', ink: '#ffffff', label: '75–99 %' },
  { from: 50, fill: '#93b8ee', ink: '#15305a', label: '50–74 %' },
  { from: 25, fill: '#c3d8f7', ink: '#15305a', label: '25–49 %' },
  { from: 0, fill: '#eaf2fd', ink: '#15305a', label: '0–24 %' },
]

export function drawLoadTable({ columns, rows, closed, ...words }: LoadTable, fonts: Fonts): string {
  const pen = createPen(fonts)
  const names = 232
  const width = (pictureWidth - 2 * margin - names) / columns.length
  const [top, height] = [belowHeader + 48, 84]
  const bottom = top + rows.length * height
  const legend = drawScale(pen, fonts, bottom + 24, closed)
  const left = margin + names
  return svgOf(pictureWidth, bottom + 24 + legend.height, [
    ...drawHeader(pen, words),
    ...columns.map(({ title, marked }, index) =>
      pen.text(left + (index + 0.5) * width, top - 18, title, {
        size: 23,
        bold: true,
        anchor: 'middle',
        width: width - 6,
        colour: marked ? colours.accent : colours.ink,
      }),
    ),
    ...rows.flatMap(({ title, cells }, row) => [
      pen.text(margin, top + row * height + 50, title, { size: 25, bold: true, width: names - 20 }),
      ...cells.flatMap((cell, index) => {
        const box = {
          x: left + index * width + 3,
          y: top + row * height + 3,
          width: width - 6,
          height: height - 6,
        }
        const ink = inkOf(cell)
        return [
          drawCell(pen, cell, box),
          pen.text(box.x + box.width / 2, box.y + 36, cell.label, {
            size: 25,
            bold: true,
            anchor: 'middle',
            colour: ink,
          }),
          pen.text(box.x + box.width / 2, box.y + 63, cell.note, { size: 19, anchor: 'middle', colour: ink }),
        ]
      }),
    ]),
    ...legend.content,
  ])
}

export function drawLoadCalendar({ weekdays, weeks, closed, ...words }: LoadCalendar, fonts: Fonts): string {
  const pen = createPen(fonts)
  const width = (pictureWidth - 2 * margin) / 7
  const [top, height] = [belowHeader + 44, 132]
  const bottom = top + weeks.length * height
  const legend = drawScale(pen, fonts, bottom + 24, closed)
  return svgOf(pictureWidth, bottom + 24 + legend.height, [
    ...drawHeader(pen, words),
    ...weekdays.map((weekday, index) =>
      pen.text(margin + (index + 0.5) * width, top - 16, weekday, {
        size: 23,
        colour: colours.quiet,
        anchor: 'middle',
      }),
    ),
    ...weeks.flatMap((week, row) =>
      week.flatMap((day, index) =>
        day === null
          ? []
          : drawDay(pen, day, {
              x: margin + index * width + 4,
              y: top + row * height + 4,
              width: width - 8,
              height: height - 8,
            }),
      ),
    ),
    ...legend.content,
  ])
}

function drawDay(pen: Pen, day: CalendarDay, box: Box): string[] {
  const ink = inkOf(day)
  return [
    drawCell(pen, day, box, day.marked),
    pen.text(box.x + 14, box.y + 34, day.day, { size: 25, bold: true, colour: ink }),
    pen.text(box.x + box.width / 2, box.y + 76, day.label, {
      size: 30,
      bold: true,
      anchor: 'middle',
      colour: ink,
    }),
    pen.text(box.x + box.width / 2, box.y + 106, day.note, {
      size: 20,
      anchor: 'middle',
      colour: ink,
      width: box.width - 8,
    }),
  ]
}

function drawCell(pen: Pen, { percent }: LoadCell, box: Box, marked = false): string {
  const fill = percent === null ? colours.closed : stepOf(percent).fill
  return pen.box(box, fill, { radius: 12, ...(marked && { stroke: colours.now }) })
}

function inkOf({ percent }: LoadCell): string {
  return percent === null ? colours.faint : stepOf(percent).ink
}

function stepOf(percent: number): (typeof steps)[number] {
  const step = steps.find(({ from }) => percent >= from)
  if (!step) throw new Error(`${percent} is no share`)
  return step
}

function drawScale(pen: Pen, fonts: Fonts, top: number, closed: string) {
  const items = steps.toReversed().map(({ fill, label }) => ({ colour: fill, label }))
  return drawLegend(pen, fonts, top, [...items, { colour: '#e3e7ec', label: closed }])
}
