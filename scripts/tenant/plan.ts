/** What a command would do; shown by `--dry-run`, else done in this order. */
export interface Plan {
  readonly steps: readonly Step[]
  readonly compose: string
  readonly env: string
  /** `.env` is written before the steps: it holds what only this process knows, and they put it into force. */
  readonly envFirst?: boolean
  /** Sentences on it, shown by `--dry-run`, too. */
  readonly notes?: readonly string[]
  /** What is left to the operator. */
  readonly next: readonly string[]
  /** It is told also where nothing changes: an earlier run told it, and nobody did it. */
  readonly isNextOpen?: boolean
}

export interface Step {
  readonly what: string
  /** Left out: it always has to be done. */
  readonly isDone?: () => Promise<boolean>
  /** A sentence if there is something to be said about it. */
  readonly run: () => Promise<string | undefined>
}

/** Lines that went and came, with the values of `.env` left out. */
export function differenceOf(before: string, after: string, secret: boolean): string[] {
  const shown = (line: string) => (secret ? line.replace(/=.*/, '=…') : line)
  const [old, young] = [before.split('\n'), after.split('\n')]
  return [
    ...without(old, young).map((line) => `- ${shown(line)}`),
    ...without(young, old).map((line) => `+ ${shown(line)}`),
  ]
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0 && line.trim() !== ''
  })
}
