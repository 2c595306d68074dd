const globals = new URL('native-globals.js', import.meta.url).href

/** Gives tests Jest's globals, and each machine zone modules of its own, which may have read the zone when they were loaded. */
export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true }
  const resolved = await next(specifier, context)
  const zone = context.parentURL && new URL(context.parentURL).searchParams.get('zone')
  if (!zone || !resolved.url.startsWith('file:') || resolved.url.includes('/node_modules/')) return resolved
  const url = new URL(resolved.url)
  url.searchParams.set('zone', zone)
  return { ...resolved, url: url.href }
}
