/**
 * Keeps together what must not be parted at the end of a line: a number and its word (`24 часа`, `14 March`), and a dash
 * with the word before it.
 */
export function unbroken(text: string): string {
  return text.replaceAll(/(?<=\d) (?=\p{L})| (?=—)/gu, '\u00a0')
}
