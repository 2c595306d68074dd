import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Shipped with the project: Latin and Cyrillic letters of many languages, figures, signs of currencies. */
const folder = join(import.meta.dirname, '../../assets/fonts')
const files = { regular: 'GolosText-Regular.ttf', bold: 'GolosText-SemiBold.ttf' }

export const fontFamily = 'Golos Text'
export const fontFiles = Object.values(files).map((file) => join(folder, file))

export interface Fonts {
  readonly regular: Font
  readonly bold: Font
}

export interface Font {
  /** In pixels, at a size in pixels; kerning left out. */
  widthOf(text: string, size: number): number
  /** Without what the font has no glyph for (emoji, scripts of other parts of the world) and without control characters. */
  drawable(text: string): string
  /** What is drawable of it, cut with an ellipsis to a width in pixels; empty when not even two letters fit. */
  cut(text: string, size: number, width: number): string
}

/** Read anew for each picture: two small files, and an idle bot keeps nothing of them. */
export async function loadFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    readFile(join(folder, files.regular)),
    readFile(join(folder, files.bold)),
  ])
  return { regular: openFont(regular), bold: openFont(bold) }
}

function openFont(bytes: Buffer): Font {
  const table = tablesOf(bytes)
  const glyphOf = readGlyphs(table('cmap'))
  const advanceOf = readAdvances(table('hmtx'), table('hhea').readUInt16BE(34))
  const unitsPerEm = table('head').readUInt16BE(18)
  const widthOf = (text: string, size: number): number => {
    let units = 0
    for (const character of text) units += advanceOf(glyphOf(character.codePointAt(0) ?? 0))
    return (units * size) / unitsPerEm
  }
  const drawable = (text: string): string =>
    Array.from(text.normalize('NFC').replace(/\s+/g, ' ').replace(/\p{C}/gu, ''))
      .filter((character) => glyphOf(character.codePointAt(0) ?? 0) > 0)
      .join('')
      .replace(/ +/g, ' ')
      .trim()
  const cut = (text: string, size: number, width: number): string => {
    const whole = drawable(text)
    if (widthOf(whole, size) <= width) return whole
    const room = width - widthOf('…', size)
    let kept = ''
    for (const character of whole) {
      if (widthOf(kept + character, size) > room) break
      kept += character
    }
    return kept.trim().length < 2 ? '' : `${kept.trimEnd()}…`
  }
  return { widthOf, drawable, cut }
}

/** https://learn.microsoft.com/typography/opentype/spec/otff */
function tablesOf(bytes: Buffer): (tag: string) => Buffer {
  const tables = new Map<string, Buffer>()
  for (let index = 0; index < bytes.readUInt16BE(4); index++) {
    const at = 12 + index * 16
    const start = bytes.readUInt32BE(at + 8)
    tables.set(
      bytes.toString('latin1', at, at + 4),
      bytes.subarray(start, start + bytes.readUInt32BE(at + 12)),
    )
  }
  return (tag) => {
    const table = tables.get(tag)
    if (!table) throw new Error(`a font without the table ${tag}`)
    return table
  }
}

/** The glyph of a code point of the basic plane, 0 for none: the mapping of format 4, which every font has. */
function readGlyphs(cmap: Buffer): (codePoint: number) => number {
  const starts = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + index * 8))
  const start = starts.find((at) => cmap.readUInt16BE(at) === 4)
  if (start === undefined) throw new Error('a font without a mapping of format 4')
  const map = cmap.subarray(start)
  const size = map.readUInt16BE(6)
  const glyphs = new Map<number, number>()
  for (let at = 0; at < size; at += 2) {
    const [last, first] = [map.readUInt16BE(14 + at), map.readUInt16BE(16 + size + at)]
    const delta = map.readUInt16BE(16 + size * 2 + at)
    const offsetAt = 16 + size * 3 + at
    const offset = map.readUInt16BE(offsetAt)
    for (let code = first; code <= last && code < 0xffff; code++) {
      const listed = offset === 0 ? code : map.readUInt16BE(offsetAt + offset + (code - first) * 2)
      if (offset === 0 || listed > 0) glyphs.set(code, (listed + delta) & 0xffff)
    }
  }
  return (codePoint) => glyphs.get(codePoint) ?? 0
}

/** Glyphs after the last that is listed are as wide as it. */
function readAdvances(hmtx: Buffer, listed: number): (glyph: number) => number {
  return (glyph) => hmtx.readUInt16BE(Math.min(glyph, listed - 1) * 4)
}
