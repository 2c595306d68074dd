import type { OpeningWindow } from '../domain/opening-hours.ts'
import type { Texts } from '../i18n/i18n.ts'

/** `Пн–Пт`, `Сб, Вс`, `Ежедневно`: ISO weekdays in their order. */
export function weekdaysText(days: readonly number[], t: Texts): string {
  if (days.length === 7) return t.plain('about.part.every_day')
  const names = t.weekdays()
  const nameOf = (day: number | undefined) => names[(day ?? 1) - 1] ?? ''
  return runsOf(days)
    .flatMap((run) =>
      run.length > 1
        ? [t.plain('about.part.span', { from: nameOf(run[0]), until: nameOf(run.at(-1)) })]
        : run.map(nameOf),
    )
    .join(', ')
}

function runsOf(days: readonly number[]): number[][] {
  return days.reduce<number[][]>((runs, day) => {
    const last = runs.at(-1)
    return last?.at(-1) === day - 1 ? [...runs.slice(0, -1), [...last, day]] : [...runs, [day]]
  }, [])
}

/** `9:00–13:00, 14:00–20:00`; no windows: closed. */
export function windowsText(windows: readonly OpeningWindow[], t: Texts): string {
  if (windows.length === 0) return t.plain('about.part.day_off')
  return windows.map((window) => windowText(window, t)).join(', ')
}

function windowText({ opens, closes }: OpeningWindow, t: Texts): string {
  if (opens === '00:00' && closes === '24:00') return t.plain('about.part.around_the_clock')
  return t.plain('about.part.span', { from: shortTime(opens), until: shortTime(closes) })
}

/** `9:00`, as on a shop's door. */
function shortTime(time: string): string {
  return time.replace(/^0/, '')
}
