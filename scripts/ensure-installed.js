// Runs before `npm test`, `npm run demo` and `npm run tenant`: installs the packages when they are missing or not those
// of the lock file. Plain Node without dependencies, since nothing may be installed yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const oldest = [20, 19]

refuseOldNode()
if (!isInstalled()) install()

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  console.error(`Node.js ${oldest.join('.')} or newer is needed; this is ${process.versions.node}.`)
  process.exit(1)
}

/** npm keeps what it installed in node_modules/.package-lock.json; an interrupted install has no such file. */
function isInstalled() {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  const wanted = packagesIn(join(root, 'package-lock.json'))
  if (!installed || !wanted) return false
  const asLocked = ([place, entry]) => {
    const found = installed[place]
    if (!found) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && existsSync(join(root, place))
  }
  const nothingElse = Object.keys(installed).every((place) => place in wanted)
  return nothingElse && Object.entries(wanted).every(asLocked)
}

function packagesIn(file) {
  try {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'))
    delete packages['']
    return packages
  } catch {
    return null
  }
}

function install() {
  console.error('Installing packages as locked (takes about a minute)…')
  // NODE_ENV=production or an omit setting must not leave out what tests and demo are made of.
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  // Input and output are those of the command: a token may come in, and JSON go out.
  const stdio = ['ignore', 2, 2]
  const npm = process.env.npm_execpath
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...options], { cwd: root, stdio })
    : spawnSync('npm', options, { cwd: root, stdio, shell: process.platform === 'win32' })
  if (status === 0) return
  console.error(`Packages could not be installed${error ? `: ${error.message}` : '; npm says why above'}.`)
  process.exit(1)
}
