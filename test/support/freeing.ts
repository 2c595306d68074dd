import ts from 'typescript'
import type { SourceFile } from './architecture.ts'

/** What a statement does that gives time back: a booking ends or changes its time, a block is lifted, or hours change. */
const frees = [
  /update bookings\b[^]*\bset\b[^]*\b(status = '(cancelled|no_show)'|status = case|busy =|starts_at =)/,
  /update blocked_slots\b[^]*\bset\b[^]*\blifted_at =/,
  /delete from (bookings|blocked_slots)\b/,
  /update schedule_rules\b[^]*\bset valid_to\b/,
  /delete from schedule_rules\b/,
]

/** The exported functions of `storage/` whose statements give time back, with what they are named in each file. */
export function freeingFunctions(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
    return tree.statements
      .filter(ts.isFunctionDeclaration)
      .filter((one) => frees.some((statement) => statement.test(one.getText())))
      .flatMap((one) => one.name?.text ?? [])
  })
}

/** The use cases that call such a function and offer the time to nobody, nor leave that to the one that does. */
export function findForgotten(useCases: readonly SourceFile[], freeing: readonly string[]): string[] {
  return useCases.flatMap(({ path, text }) => {
    const used = freeing.filter((name) => new RegExp(`\\b${name}\\(`).test(text))
    return used.length > 0 && !/\b(offerFreedTime|writeSpecialDays)\(ctx, tx, /.test(text)
      ? [`${path} calls ${used.join(', ')}`]
      : []
  })
}
