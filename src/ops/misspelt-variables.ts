import leven from 'leven'
import { variableNames } from './variables.ts'

/**
 * A sentence for each variable that is none of ours and almost has the name of one: a default would count in its place,
 * and nobody would know. Short names are like too many others to be sure of.
 */
export function describeMisspelt(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const meant = variableNames.includes(name)
      ? undefined
      : variableNames.find((known) => isLike(name, known))
    return meant === undefined
      ? []
      : [`${name} is no variable of this program and does nothing: is it ${meant}?`]
  })
}

function isLike(name: string, known: string): boolean {
  const most = known.length >= 10 ? 2 : known.length >= 5 ? 1 : 0
  return leven(name.toUpperCase(), known) <= most
}
