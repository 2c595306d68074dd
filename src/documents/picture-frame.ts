import type { Fonts } from './font.ts'
import { colours, type Pen } from './svg.ts'

/** Wide enough for a phone's screen at its full sharpness. */
export const pictureWidth = 1080
export const margin = 36
/** What is drawn begins here, below the words of the header. */
export const belowHeader = 156

export interface PictureWords {
  readonly title: string
  readonly subtitle: string
}

export interface LegendItem {
  readonly colour: string
  readonly label: string
}

const width = pictureWidth - 2 * margin

export function drawHeader(pen: Pen, { title, subtitle }: PictureWords): string[] {
  return [
    pen.text(margin, 76, title, { size: 44, bold: true, width }),
    pen.text(margin, 120, subtitle, { size: 27, colour: colours.quiet, width }),
  ]
}

export interface Legend {
  readonly height: number
  readonly content: readonly string[]
}

/** A line of little boxes with words, or as many lines as it takes. */
export function drawLegend(pen: Pen, fonts: Fonts, top: number, items: readonly LegendItem[]): Legend {
  const size = 23
  const content: string[] = []
  let [x, y] = [margin, top + 24]
  for (const { colour, label } of items) {
    const taken = 36 + fonts.regular.widthOf(fonts.regular.drawable(label), size) + 34
    if (x > margin && x + taken - 34 > pictureWidth - margin) [x, y] = [margin, y + 40]
    content.push(
      pen.box({ x, y: y - 19, width: 24, height: 24 }, colour, { radius: 6 }),
      pen.text(x + 36, y, label, { size, colour: colours.quiet }),
    )
    x += taken
  }
  return { height: y - top + margin, content }
}
