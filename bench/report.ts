export interface Row {
  readonly name: string
  readonly value: string
  /** What the figure says, and which way is good. */
  readonly meaning: string
}

export function printTable(rows: readonly Row[]): void {
  const width = (column: 'name' | 'value') => Math.max(...rows.map((row) => row[column].length))
  const [names, values] = [width('name'), width('value')]
  console.log()
  for (const { name, value, meaning } of rows) {
    console.log(`${name.padEnd(names)}  ${value.padStart(values)}  ${meaning}`)
  }
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

export function perSecond(count: number, elapsedMs: number): string {
  return `${((count / elapsedMs) * 1000).toFixed(0)} /s`
}

export function times(ratio: number): string {
  return `× ${ratio.toFixed(ratio < 10 ? 2 : 1)}`
}

/** `share` 0.5: the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
