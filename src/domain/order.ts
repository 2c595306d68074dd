/** A list in which one changes places with the neighbour on that side; undefined: there is no such neighbour, or no such one. */
export function swapped(
  order: readonly number[],
  id: number,
  direction: 'up' | 'down',
): number[] | undefined {
  const from = order.indexOf(id)
  const to = direction === 'up' ? from - 1 : from + 1
  const other = from < 0 ? undefined : order[to]
  return other === undefined ? undefined : order.with(from, other).with(to, id)
}
