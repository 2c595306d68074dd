import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'

/** What a file of `dist/` says of where its lines come from; version 3 of the format. */
export interface SourceMap {
  readonly version: 3
  readonly sources: readonly string[]
  readonly mappings: string
}

/**
 * Of each line that is ours, which lines of the sources it holds. Node reads a whole map when the first error looks at its stack, and does
 * nothing else meanwhile: with each name and bracket of all packages that took a bot several seconds, and a hundred bots
 * that met an error at one moment answered nobody for minutes. A stack needs no more than the line.
 */
export function linesOfOurs({ version, sources, mappings }: SourceMap): SourceMap {
  const ours = sources.filter(isOurs)
  const newIndex = new Map(ours.map((source, index) => [sources.indexOf(source), index]))
  let inOurs = false
  const lines = decode(mappings).map((segments): SourceMapSegment[] => {
    const kept: [number, number, number, number][] = []
    for (const segment of segments) {
      const source = segment.length === 1 ? undefined : newIndex.get(segment[1])
      if (segment.length === 1 || source === undefined) continue
      const [column, , line] = segment
      const last = kept.at(-1)
      if (last?.[1] !== source || last[2] !== line) kept.push([last ? column : 0, source, line, 0])
    }
    // What stands behind ours would be told as its last line.
    const ends = inOurs && kept.length === 0 && segments.length > 0
    inOurs = kept.length > 0 || (inOurs && !ends)
    return ends ? [[0]] : kept
  })
  return { version, sources: ours, mappings: encode(lines) }
}

function isOurs(source: string): boolean {
  return !source.includes('node_modules/')
}
