// Run after adding or upgrading a package (`npm run lock`). A registry that mirrors only some platforms makes npm
// leave the optional packages of the other platforms out of package-lock.json, and then `npm ci` refuses on every
// machine. This adds them by exact version; a later `npm install` against a full registry fills in the checksums.
import { readFileSync, writeFileSync } from 'node:fs'

const systems = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'.split(' ')
const processors = 'arm arm64 ia32 loong64 ppc64 riscv64 s390x x64'.split(' ')

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name, version]) => place !== '' && !isLocked(place, name, version))
    .map(([name, version]) => ({ place, name, version, dev: entry.dev })),
)
for (const { place, name, version, dev } of missing) {
  const home = lock.packages[`node_modules/${name}`]
    ? `${place}/node_modules/${name}`
    : `node_modules/${name}`
  lock.packages[home] = { version, ...(dev && { dev }), optional: true, ...platform(name) }
}
if (missing.length > 0) {
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  )
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
}
console.log(`Optional packages added to package-lock.json: ${missing.length}`)

/** Looks where Node would: beside the package, then in each folder above. */
function isLocked(place, name, version) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const found = lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]
    // Only an exact version can be told to be missing; ranges are npm's business.
    if (found) return !/^\d/.test(version) || found.version === version
    if (!at) return false
  }
}

function platform(name) {
  const words = name.split(/[/-]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  if (os.length === 0) throw new Error(`${name} names no platform: see why the registry lacks it`)
  return { os, ...(cpu.length > 0 && { cpu }) }
}
