import type { Fonts } from './font.ts'
import { belowHeader, drawHeader, drawLegend, margin, pictureWidth } from './picture-frame.ts'
import { colours, createPen, svgOf, type Box, type Pen } from './svg.ts'
import {
  legendColour,
  placeItems,
  tones,
  type Placed,
  type Timeline,
  type TimelineItem,
  type TimelineLane,
} from './timeline.ts'

/** More columns than days of a week are too narrow for a name. */
export const mostColumns = 7

const gutter = 104

/** Time runs down, the lanes stand side by side; an SVG. */
export function drawTimelineColumns(timeline: Timeline, fonts: Fonts): string {
  const pen = createPen(fonts)
  const isNamed = timeline.lanes.some(({ title }) => title !== '')
  const bodyTop = belowHeader + (isNamed ? 84 : 20)
  const hours = timeline.minutes / 60
  const perMinute = Math.min(128, Math.max(56, 1400 / hours)) / 60
  const bottom = bodyTop + timeline.minutes * perMinute
  const width = (pictureWidth - gutter - margin) / timeline.lanes.length
  const boxOf = (index: number): Box => ({
    x: gutter + index * width,
    y: bodyTop,
    width,
    height: bottom - bodyTop,
  })
  const legend = drawLegend(
    pen,
    fonts,
    bottom + 36,
    timeline.legend.map(({ tone, label }) => ({ colour: legendColour(tone), label })),
  )
  return svgOf(pictureWidth, bottom + 36 + legend.height, [
    ...drawHeader(pen, timeline),
    ...timeline.lanes.flatMap((lane, index) => drawGround(pen, lane, boxOf(index), perMinute)),
    ...timeline.ticks.flatMap(({ at, label }) => drawTick(pen, label, bodyTop + at * perMinute)),
    ...timeline.lanes.flatMap((lane, index) => drawLane(pen, lane, boxOf(index), perMinute)),
    ...legend.content,
  ])
}

function drawGround(
  pen: Pen,
  { open }: TimelineLane,
  { x, y, width, height }: Box,
  perMinute: number,
): string[] {
  return [
    pen.box({ x, y, width, height }, colours.closed),
    ...open.map(({ from, until }) =>
      pen.box({ x, y: y + from * perMinute, width, height: (until - from) * perMinute }, colours.paper),
    ),
  ]
}

function drawTick(pen: Pen, label: string, y: number): string[] {
  return [
    pen.line([gutter - 10, y], [pictureWidth - margin, y], colours.line),
    pen.text(gutter - 18, y + 8, label, { size: 23, colour: colours.quiet, anchor: 'end' }),
  ]
}

function drawLane(pen: Pen, lane: TimelineLane, box: Box, perMinute: number): string[] {
  const middle = box.x + box.width / 2
  const width = box.width - 12
  const colour = lane.marked ? colours.accent : colours.ink
  return [
    pen.text(middle, box.y - 48, lane.title, { size: 27, bold: true, anchor: 'middle', width, colour }),
    pen.text(middle, box.y - 16, lane.note, { size: 22, colour: colours.quiet, anchor: 'middle', width }),
    pen.line([box.x, box.y - 8], [box.x, box.y + box.height], colours.line, 2),
    ...placeItems(lane.items).flatMap((item) => drawItem(pen, item, boxIn(item, box, perMinute))),
    ...(lane.now === null ? [] : drawNow(pen, box, box.y + lane.now * perMinute)),
  ]
}

function boxIn({ from, until, place, places }: Placed, column: Box, perMinute: number): Box {
  const inner = column.width - 10
  return {
    x: column.x + 6 + (inner / places) * place,
    y: column.y + from * perMinute + 2,
    width: inner / places - (places > 1 ? 3 : 0),
    height: Math.max(6, (until - from) * perMinute - 4),
  }
}

function drawItem(pen: Pen, item: TimelineItem, box: Box): string[] {
  const { fill, edge, ink } = tones[item.tone]
  const isPlain = item.tone === 'gap' || item.tone === 'break'
  return [
    pen.box(box, fill, { radius: 8 }),
    ...(isPlain ? [] : [pen.box({ ...box, width: 7 }, edge, { radius: 3 })]),
    ...(isPlain ? drawWord(pen, item, box, ink) : drawWords(pen, item, box, ink)),
  ]
}

/** One line in the middle, where there is room for it. */
function drawWord(pen: Pen, { title, note }: TimelineItem, box: Box, colour: string): string[] {
  const style = { size: box.width > 200 ? 22 : 19, width: box.width - 12 }
  const word = pen.fitting([title, note], style)
  if (box.height < 26 || word === null) return []
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 + style.size * 0.36]
  return [pen.text(x, y, word, { ...style, colour, anchor: 'middle' })]
}

function drawWords(pen: Pen, item: TimelineItem, box: Box, colour: string): string[] {
  const isWide = box.width > 200
  const size = Math.min(isWide ? 25 : 20, box.height - 3)
  const lineHeight = size + 5
  if (size < 14) return []
  const room = Math.max(1, Math.floor((box.height - 4) / lineHeight))
  const lines = linesOf(pen, item, isWide, room).slice(0, room)
  const top = lines.length === 1 && room === 1 ? box.y + box.height / 2 + size * 0.36 : box.y + size + 5
  return lines.map((line, index) =>
    pen.text(box.x + 16, top + index * lineHeight, line, {
      size: index === 0 ? size : size - 2,
      bold: index === 0,
      colour,
      width: box.width - 22,
    }),
  )
}

function linesOf(
  pen: Pen,
  { title, note, time, start }: TimelineItem,
  isWide: boolean,
  room: number,
): string[] {
  const named = pen.fitting([title], { size: 1 }) !== null
  const name = named ? title : note
  const rest = named ? note : ''
  if (!isWide) return [name, rest, start].filter((line) => line !== '')
  const second = [time, rest].filter((part) => part !== '').join(' · ')
  return room === 1 ? [[name, second].join(' · ')] : [name, second]
}

/** Thin, so that the words under it can be read. */
function drawNow(pen: Pen, { x, width }: Box, y: number): string[] {
  return [
    pen.line([x, y], [x + width, y], colours.now, 2),
    pen.box({ x: x - 7, y: y - 7, width: 14, height: 14 }, colours.now, { radius: 7 }),
  ]
}
