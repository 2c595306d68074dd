/** A number that tells one text from another, for the data of a button: positive, below 2^31. */
export function fingerprintOfText(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash >>> 1
}
