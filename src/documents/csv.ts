/** Null: an empty cell. */
export type Cell = string | number | null

/** Without it Excel takes the letters of the file for those of its country's old code page. */
export const byteOrderMark = '\uFEFF'

/** Excel splits cells where the country of its reader does: a comma is theirs between decimals, where a semicolon is used. */
export type Separator = ',' | ';'

/** One line of a CSV file (RFC 4180), with its end. */
export function csvLine(cells: readonly Cell[], separator: Separator): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`
}

function csvCell(cell: Cell, separator: Separator): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return separator === ';' ? String(cell).replace('.', ',') : String(cell)
  const text = withoutFormulas(cell)
  return /["\r\n,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A spreadsheet would run what somebody called themselves. One that splits cells by another character than this file does
 * takes the quotes for letters, and what follows that character inside a cell for a cell of its own.
 */
function withoutFormulas(text: string): string {
  const begun = isFormula(text) ? `'${text}` : text
  return begun.replace(/([,;\t\r\n]"*)(?=[=+\-@])(?![+-]\d[\d .]*(?:[,;\t\r\n]|$))/g, "$1'")
}

/** A phone in international form is no formula. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && !/^\+\d[\d ]*$/.test(text)
}
