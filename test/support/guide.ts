/**
 * What a guide says in any language, block by block: the level of a heading, the lines of a block of code without their
 * comments, and of everything else its code, its numbers and where its links lead. A guide and its translation give the
 * same. Order counts between blocks, rows and cells, not within a sentence.
 */
export function outlineGuide(text: string): string[] {
  const headings = findAnchors(text)
  return splitBlocks(text).flatMap((block) => {
    const [heading] = /^#+ /.exec(block) ?? []
    if (heading) return [`${heading}${inlineOf(block, headings)}`.trim()]
    if (block.startsWith('```')) return block.split('\n').map(withoutComment)
    if (block.startsWith('|')) return rowsOf(block).map((cells) => outlineRow(cells, headings))
    const items = block.split(/^(?=- )/m)
    return items.map((item) => `${kindOf(item)} ${inlineOf(item, headings)}`.trim())
  })
}

/** Paths and anchors that links and pictures name, as they are written. */
export function findLinks(text: string): string[] {
  return [...proseOf(text).matchAll(link)].map(([, target = '']) => target)
}

/** The anchors of the headings, in order, as GitHub makes them. */
export function findAnchors(text: string): string[] {
  return splitBlocks(text)
    .filter((block) => /^#+ /.test(block))
    .map((block) => anchorOf(block.replace(/^#+ /, '')))
}

/** The text without blocks of code, inline code and addresses: what only a person reads. */
export function findSentences(text: string): string {
  return proseOf(text).replaceAll(inlineCode, '`…`').replaceAll(link, '](…)')
}

const inlineCode = /`([^`]+)`/g
const link = /\]\(([^)]+)\)/g

function splitBlocks(text: string): string[] {
  const parts = text.split(/^(```[\s\S]*?^```)$/m)
  return parts.flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n{2,}/))).flatMap(trimmed)
}

function trimmed(block: string): string[] {
  const kept = block.trim()
  return kept === '' ? [] : [kept]
}

function proseOf(text: string): string {
  return splitBlocks(text)
    .filter((block) => !block.startsWith('```'))
    .join('\n\n')
}

/** A comment may be translated, so only its place counts; output, which has no comments, is compared to the letter. */
function withoutComment(line: string): string {
  return line.replace(/(^|\s)\s*# .*$/, '$1#')
}

function kindOf(block: string): string {
  return block.startsWith('- ') ? 'item' : 'paragraph'
}

function rowsOf(table: string): string[][] {
  const rows = table.split('\n').filter((row) => !/^[|\s:-]+$/.test(row))
  return rows.map((row) => row.split('|').slice(1, -1))
}

function outlineRow(cells: readonly string[], headings: readonly string[]): string {
  return ['row', ...cells.map((cell) => inlineOf(cell, headings))].join(' | ').trim()
}

function inlineOf(block: string, headings: readonly string[]): string {
  const code = [...block.matchAll(inlineCode)].map(([, words = '']) => `\`${words.replaceAll(/\s+/g, ' ')}\``)
  const links = [...block.matchAll(link)].map(([, target = '']) => `→ ${placeOf(target, headings)}`)
  return [...code.sort(), ...links.sort(), ...numbersOf(block)].join(' ')
}

/** The same for a guide and its translation: `X.ru.md` is `X.md`, and a heading is known by its number. */
function placeOf(target: string, headings: readonly string[]): string {
  if (target.startsWith('#')) return `heading ${headings.indexOf(decodeURI(target.slice(1))) + 1}`
  return target.replace(/\.ru\.md(#.*)?$/, '.md')
}

/** `1,500` in English is `1 500` in Russian (with a space that does not break), and `1.5` is `1,5`. */
function numbersOf(block: string): string[] {
  const words = block.replaceAll(inlineCode, '').replaceAll(link, ']')
  const plain = words
    .replaceAll(/(?<=\d)[,\u00A0\u202F](?=\d{3}(?!\d))/g, '')
    .replaceAll(/(?<=\d),(?=\d)/g, '.')
  return [...plain.matchAll(/\d+(?:[.:]\d+)*/g)].map(([number]) => number).sort()
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}
