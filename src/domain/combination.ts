import type { Service } from './agenda.ts'

/** More in one visit would not fit into a button, nor into most days. */
export const mostServices = 4

/** Whether these ids can be the services of one visit, in their order: one to `mostServices`, each once. */
export function isChoice(serviceIds: readonly number[]): boolean {
  const { length } = serviceIds
  return length >= 1 && length <= mostServices && new Set(serviceIds).size === length
}

/** A group session begins when it begins, so that nothing can be put before or after it. */
export function canCombine(services: readonly Pick<Service, 'capacity'>[]): boolean {
  return services.length === 1 || combinable(services).length === services.length
}

/** Those that can be put together with others. */
export function combinable<One extends Pick<Service, 'capacity'>>(services: readonly One[]): One[] {
  return services.filter(({ capacity }) => capacity === 1)
}
