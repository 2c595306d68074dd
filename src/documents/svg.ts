import { fontFamily, type Fonts } from './font.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface TextStyle {
  readonly size: number
  readonly colour?: string
  readonly bold?: boolean
  readonly anchor?: 'start' | 'middle' | 'end'
  /** Cut to this many pixels. */
  readonly width?: number
}

export const colours = {
  paper: '#ffffff',
  ink: '#1d2733',
  quiet: '#6b7785',
  faint: '#a7b0ba',
  line: '#e3e7ec',
  closed: '#f3f5f7',
  accent: '#3b76d1',
  now: '#e0524d',
} as const

/** Draws with whole elements, and with no text that the font could not show. */
export interface Pen {
  /** The first of the texts that fits in the width as a whole; null: none does. */
  fitting(texts: readonly string[], style: Pick<TextStyle, 'size' | 'bold' | 'width'>): string | null
  text(x: number, y: number, text: string, style: TextStyle): string
  box(box: Box, fill: string, options?: { readonly radius?: number; readonly stroke?: string }): string
  line(from: readonly [number, number], to: readonly [number, number], colour: string, width?: number): string
}

export function createPen(fonts: Fonts): Pen {
  const fontOf = (bold: boolean) => (bold ? fonts.bold : fonts.regular)
  return {
    fitting: (texts, { size, bold = false, width = Infinity }) => {
      const font = fontOf(bold)
      return (
        texts
          .map((text) => font.drawable(text))
          .find((text) => text !== '' && font.widthOf(text, size) <= width) ?? null
      )
    },
    text: (x, y, text, { size, colour = colours.ink, bold = false, anchor = 'start', width }) => {
      const font = fontOf(bold)
      const shown = width === undefined ? font.drawable(text) : font.cut(text, size, width)
      if (shown === '') return ''
      const weight = bold ? ' font-weight="600"' : ''
      const place = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
      return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${colour}"${weight}${place}>${escape(shown)}</text>`
    },
    box: ({ x, y, width, height }, fill, { radius = 0, stroke } = {}) => {
      const border = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="2"`
      const size = `width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}"`
      return `<rect x="${round(x)}" y="${round(y)}" ${size} rx="${radius}" fill="${fill}"${border}/>`
    },
    line: ([x1, y1], [x2, y2], colour, width = 1) =>
      `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}" stroke-width="${width}"/>`,
  }
}

/** A whole picture on white. */
export function svgOf(width: number, height: number, content: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.ceil(height)}" font-family="${fontFamily}">`,
    `<defs><pattern id="hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`,
    `<rect width="14" height="14" fill="#eceff2"/><rect width="5" height="14" fill="#e0e4e9"/></pattern></defs>`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    ...content,
    '</svg>',
  ].join('')
}

/** Time taken out: breaks and blocks. */
export const hatch = 'url(#hatch)'

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
