// Asks the registry for known vulnerabilities of what the program ships with. Ends 0: none of weight; 1: some, listed;
// 75: the registry gives no such answer, so nothing is known.
import { spawnSync } from 'node:child_process'

const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
const report = parse(stdout)
if (!report?.metadata) {
  const reason = report?.message ?? report?.error?.summary ?? stderr.trim()
  console.error(`Not checked: the registry that npm uses here answers no audits (${reason}).`)
  process.exit(75)
}
const { high, critical, total } = report.metadata.vulnerabilities
for (const { name, severity, range, via } of Object.values(report.vulnerabilities)) {
  const titles = via.filter((cause) => typeof cause === 'object').map(({ title, url }) => `${title} ${url}`)
  console.log(`${severity}: ${name} ${range} ${titles.join('; ')}`)
}
console.log(`Known vulnerabilities: ${total}, of which high or critical: ${high + critical}`)
process.exit(high + critical > 0 ? 1 : 0)

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
