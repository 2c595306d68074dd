import type { Fonts } from './font.ts'
import { belowHeader, drawHeader, drawLegend, margin, pictureWidth } from './picture-frame.ts'
import { colours, createPen, svgOf, type Box, type Pen } from './svg.ts'
import { legendColour, placeItems, tones, type Placed, type Timeline, type TimelineLane } from './timeline.ts'

const rowHeight = 104
const barHeight = 58
const bodyTop = belowHeader + 44

/** Time runs to the right, the lanes lie below each other, as many as there are; an SVG. */
export function drawTimelineRows(timeline: Timeline, fonts: Fonts): string {
  const pen = createPen(fonts)
  const perMinute = (pictureWidth - 2 * margin) / timeline.minutes
  const bottom = bodyTop + timeline.lanes.length * rowHeight
  const legend = drawLegend(
    pen,
    fonts,
    bottom + 24,
    timeline.legend.map(({ tone, label }) => ({ colour: legendColour(tone), label })),
  )
  return svgOf(pictureWidth, bottom + 24 + legend.height, [
    ...drawHeader(pen, timeline),
    ...drawTicks(pen, timeline, perMinute),
    ...timeline.lanes.flatMap((lane, index) =>
      drawLane(pen, fonts, lane, bodyTop + index * rowHeight, perMinute),
    ),
    ...legend.content,
  ])
}

/** Not every hour is named where the names would touch. */
function drawTicks(pen: Pen, { ticks }: Timeline, perMinute: number): string[] {
  const step = Math.ceil(76 / (perMinute * 60))
  return ticks
    .filter((_, index) => index % step === 0)
    .map(({ at, label }) => ({ x: margin + at * perMinute, label }))
    .filter(({ x }) => x < pictureWidth - margin - 60)
    .map(({ x, label }) => pen.text(x, bodyTop - 8, label, { size: 22, colour: colours.quiet }))
}

function drawLane(pen: Pen, fonts: Fonts, lane: TimelineLane, top: number, perMinute: number): string[] {
  const bar = { x: margin, y: top + 38, width: pictureWidth - 2 * margin, height: barHeight }
  const note = fonts.regular.widthOf(fonts.regular.drawable(lane.note), 22)
  return [
    pen.text(margin, top + 28, lane.title, { size: 25, bold: true, width: bar.width - note - 24 }),
    pen.text(bar.x + bar.width, top + 28, lane.note, { size: 22, colour: colours.quiet, anchor: 'end' }),
    pen.box(bar, colours.closed, { radius: 8 }),
    ...lane.open.map(({ from, until }) =>
      pen.box({ ...bar, x: bar.x + from * perMinute, width: (until - from) * perMinute }, '#f3faf5', {
        radius: 8,
      }),
    ),
    ...placeItems(lane.items).flatMap((item) => drawItem(pen, item, boxIn(item, bar, perMinute))),
    ...(lane.now === null ? [] : drawNow(pen, bar, bar.x + lane.now * perMinute)),
  ]
}

function boxIn({ from, until, place, places }: Placed, bar: Box, perMinute: number): Box {
  return {
    x: bar.x + from * perMinute + 1,
    y: bar.y + (bar.height / places) * place,
    width: Math.max(4, (until - from) * perMinute - 2),
    height: bar.height / places - (places > 1 ? 2 : 0),
  }
}

function drawItem(pen: Pen, item: Placed, box: Box): string[] {
  const { fill, edge } = tones[item.tone]
  if (item.tone === 'gap') return []
  if (item.tone === 'break') return [pen.box(box, fill, { radius: 7 })]
  return [
    pen.box(box, fill, { radius: 7 }),
    pen.box({ ...box, width: 5 }, edge, { radius: 2 }),
    ...drawWords(pen, item, box),
  ]
}

function drawWords(pen: Pen, { tone, title, note, time, start }: Placed, box: Box): string[] {
  const colour = tones[tone].ink
  const width = box.width - 14
  const small = { size: 17, colour, width }
  const name = pen.fitting([title], { size: 1 }) === null ? note : title
  const when = box.height > 50 ? pen.fitting([time, start], small) : null
  return [
    pen.text(box.x + 11, box.y + 24, name, { size: 19, bold: true, colour, width }),
    ...(when === null ? [] : [pen.text(box.x + 11, box.y + 47, when, small)]),
  ]
}

function drawNow(pen: Pen, { y, height }: Box, x: number): string[] {
  return [pen.line([x, y - 5], [x, y + height + 5], colours.now, 3)]
}
