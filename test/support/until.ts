import { setTimeout as pause } from 'node:timers/promises'

/** Waits until the condition holds; fails after `limitMs`. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`still not so after ${limitMs} ms: ${condition.toString()}`)
    await pause(20)
  }
}
