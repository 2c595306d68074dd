import { hatch } from './svg.ts'

/** A stretch of time on a timeline, in minutes from its beginning. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** Days or people side by side, drawn as columns (`timeline-columns.ts`) or as rows (`timeline-rows.ts`). */
export interface Timeline {
  readonly title: string
  readonly subtitle: string
  readonly minutes: number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  readonly lanes: readonly TimelineLane[]
  readonly legend: readonly { readonly tone: Tone; readonly label: string }[]
}

export interface TimelineLane {
  readonly title: string
  readonly note: string
  readonly marked: boolean
  readonly open: readonly Span[]
  readonly items: readonly TimelineItem[]
  /** Where the present moment is, if it is on this lane. */
  readonly now: number | null
}

export interface TimelineItem extends Span {
  readonly tone: Tone
  /** The most important words; the others where there is room. */
  readonly title: string
  /** Said instead of the title where that is too long, or has nothing that the font can show. */
  readonly note: string
  /** From when until when, and the beginning alone. */
  readonly time: string
  readonly start: string
}

export type Tone = 'confirmed' | 'pending' | 'completed' | 'no_show' | 'break' | 'block' | 'gap'

export const tones: Readonly<Record<Tone, { fill: string; edge: string; ink: string }>> = {
  confirmed: { fill: '#dce8fb', edge: '#3b76d1', ink: '#1b3558' },
  pending: { fill: '#fff0d0', edge: '#e2a12b', ink: '#5b4210' },
  completed: { fill: '#dcf1e2', edge: '#46a568', ink: '#1f4a2f' },
  no_show: { fill: '#fbe1e0', edge: '#d9605b', ink: '#6a2522' },
  break: { fill: hatch, edge: hatch, ink: '#8a94a0' },
  block: { fill: hatch, edge: '#9aa4b0', ink: '#5c6670' },
  gap: { fill: '#f3faf5', edge: '#f3faf5', ink: '#7da58b' },
}

/** Of the little box in the legend. */
export function legendColour(tone: Tone): string {
  return tone === 'gap' ? '#d9eedf' : tones[tone].edge
}

export interface Placed extends TimelineItem {
  /** Which of so many side by side: visits at the same time share the room. */
  readonly place: number
  readonly places: number
}

/** Breaks, blocks and gaps have the whole room; visits that overlap lie side by side on top of them. */
export function placeItems(items: readonly TimelineItem[]): Placed[] {
  const isVisit = ({ tone }: TimelineItem) => tone !== 'break' && tone !== 'block' && tone !== 'gap'
  const below = items.filter((item) => !isVisit(item)).map((item) => ({ ...item, place: 0, places: 1 }))
  const groups = overlapping(items.filter(isVisit))
  return [...below, ...groups.flatMap(sideBySide)]
}

function overlapping(items: readonly TimelineItem[]): TimelineItem[][] {
  const groups: TimelineItem[][] = []
  let end = -Infinity
  for (const item of items.toSorted((a, b) => a.from - b.from)) {
    const group = item.from < end ? groups.at(-1) : undefined
    if (group) group.push(item)
    else groups.push([item])
    end = Math.max(end, item.until)
  }
  return groups
}

function sideBySide(group: readonly TimelineItem[]): Placed[] {
  const ends: number[] = []
  const placed = group.map((item) => {
    const free = ends.findIndex((end) => end <= item.from)
    const place = free === -1 ? ends.length : free
    ends[place] = item.until
    return { ...item, place }
  })
  return placed.map((item) => ({ ...item, places: ends.length }))
}
