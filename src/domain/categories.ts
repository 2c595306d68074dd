/** Those of each category together; those of none come first. Both, and the categories, stay in the order they came in. */
export function byCategory<One extends { readonly category: string | null }>(
  services: readonly One[],
): One[] {
  const categories = new Set([null, ...services.map(({ category }) => category)])
  return [...categories].flatMap((category) => services.filter((one) => one.category === category))
}

/** Whether a list that is ordered like that has another category from this place on. */
export function beginsCategory(
  services: readonly { readonly category: string | null }[],
  place: number,
): boolean {
  const category = services[place]?.category ?? null
  return category !== null && category !== services[place - 1]?.category
}
