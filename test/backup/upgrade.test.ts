import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'

const script = join(import.meta.dirname, '../../scripts/upgrade.sh')

let place: string
/** Where new versions come from. */
let source: string
/** An operator's clone. */
let clone: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'upgrade-'))
  source = join(place, 'source')
  clone = join(place, 'clone')
  mkdirSync(join(source, 'scripts'), { recursive: true })
  cpSync(script, join(source, 'scripts/upgrade.sh'))
  writeFileSync(join(source, 'docker-compose.yml'), 'services:\n')
  git(source, 'init', '--quiet')
  publish('1.0.0')
  git(place, 'clone', '--quiet', source, clone)
  mkdirSync(join(place, 'bin'))
  writeFileSync(join(place, 'bin/docker'), docker, { mode: 0o755 })
})

afterEach(() => rmSync(place, { recursive: true }))

/** Stands for the engine: an image is a folder with its labels, a container a file with the image that it runs. */
const docker = `#!/usr/bin/env bash
set -euo pipefail
cd "$PLACE"
case "$*" in
  'compose config --services') printf 'booking-bot-sales\\nbackup\\nbooking-bot-master\\n' | grep -v "$([ -e suspended ] && echo bot || echo none)" ;;
  'compose exec -T backup /scripts/backup.sh all') [ ! -e no-backup ] && echo /backups/_database-20261127T010000Z.dump ;;
  'compose ps --quiet '*) if [ -e "$4" ]; then echo "$4"; fi ;;
  'inspect --format '*) echo "$(cat "$4") $([ -e "$4.sick" ] && echo unhealthy || echo healthy)" ;;
  'compose build '*)
    image=$(cat clone/package.json clone/docker-compose.yml | sha256sum | cut -c -8)
    mkdir -p "$image"
    echo "$4" | sed 's/VERSION=//' > "$image/version"
    echo "$6" | sed 's/REVISION=//' > "$image/revision"
    echo "$image" > telegram-booking ;;
  'image inspect --format {{.Id}} '*) cat "$5" ;;
  'image inspect --format '*'image.version'*) cat "$(cat "$5")/version" ;;
  'image inspect --format '*'image.revision'*) cat "$(cat "$5")/revision" ;;
  'image rm telegram-booking:broken') rm telegram-booking:broken ;;
  'tag telegram-booking:previous telegram-booking') cp telegram-booking:previous telegram-booking ;;
  'tag '*) echo "$2" > "$3" ;;
  'compose up --detach --no-build --wait --wait-timeout 180 '*)
    cp telegram-booking "$8"
    rm -f "$8.sick"
    if [ -e broken ] && [ "$8" = "$(cat broken)" ]; then
      touch "$8.sick"
      echo "container $8 is unhealthy" >&2
      exit 1
    fi ;;
  'compose up '*) ;;
  *) echo "docker $*?" >&2; exit 2 ;;
esac
`

function git(folder: string, ...words: readonly string[]): void {
  const settings = ['user.name=Ann', 'user.email=ann@example.com'].flatMap((each) => ['-c', each])
  execFileSync('git', [...settings, '-C', folder, ...words], { stdio: 'pipe' })
}

function publish(version: string): void {
  writeFileSync(join(source, 'package.json'), `{\n  "version": "${version}",\n  "private": true\n}\n`)
  git(source, 'add', '.')
  git(source, 'commit', '--quiet', '--message', version)
}

/** As the guide has it. */
function pull(version: string): void {
  publish(version)
  git(clone, 'pull', '--quiet', '--rebase')
}

function addTenant(id: string): void {
  const file = join(clone, 'docker-compose.yml')
  writeFileSync(file, `${readFileSync(file, 'utf8')}  booking-bot-${id}:\n`)
}

function commitTenants(): void {
  git(clone, 'commit', '--quiet', '--all', '--message', 'Our tenants')
}

function run(command: string) {
  const env = {
    ...process.env,
    PATH: `${join(place, 'bin')}:${process.env['PATH'] ?? ''}`,
    PLACE: place,
    GIT_COMMITTER_NAME: 'Ann',
    GIT_COMMITTER_EMAIL: 'ann@example.com',
  }
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: clone, env, encoding: 'utf8' })
  return { code: status, printed: stdout, said: stderr }
}

/** The commands that are printed for the way back. */
function wayBack(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .join('\n')
}

const read = (name: string) => readFileSync(join(place, name), 'utf8')

test('what stops names its bot and the way back to the version that worked, its files and every tenant', () => {
  const [master, sales] = ['booking-bot-master', 'booking-bot-sales']
  addTenant('veranda')
  commitTenants()
  expect(run('scripts/upgrade.sh')).toMatchObject({
    code: 0,
    printed: expect.stringMatching(
      /^The backup of this run is backups\/_database-20261127T010000Z\.dump[^]*All bots run version 1\.0\.0/,
    ),
  })
  const worked = read('telegram-booking')

  let told = ''
  for (const [version, bot, others] of [
    ['2.0.0', master, `Going on with the version that they have: ${sales}\n`],
    ['2.0.1', sales, `Already on the new version: ${master}\n`],
    // Now no bot is left that has the version that worked.
    ['2.0.2', master, `Going on with the version that they have: ${sales}\n`],
  ] as const) {
    addTenant(`before-${version}`)
    commitTenants()
    pull(version)
    writeFileSync(join(place, 'broken'), bot)

    const { code, said } = run('scripts/upgrade.sh')

    expect(code).toBe(1)
    expect(said).toMatch(
      `The upgrade stopped at ${bot}. Its log: docker compose logs --tail 50 ${bot}\n${others}`,
    )
    expect(said).toMatch('run it again: scripts/upgrade.sh\nBack to version 1.0.0 ')
    expect(said).toMatch('The backup of this run is backups/_database-20261127T010000Z.dump')
    expect(said.includes('For a bot that an earlier run has upgraded, the backup of that run counts.')).toBe(
      version !== '2.0.0',
    )
    told = said
  }
  addTenant('not-committed')

  expect(run(wayBack(told))).toMatchObject({ code: 0 })
  expect(read('telegram-booking')).toBe(worked)
  expect(read('clone/package.json')).toContain('1.0.0')
  const tenants = ['veranda', 'before-2.0.0', 'before-2.0.1', 'before-2.0.2', 'not-committed']
  expect(read('clone/docker-compose.yml')).toBe(
    ['services:', ...tenants.map((id) => `  booking-bot-${id}:`), ''].join('\n'),
  )
})

test('one that went well names the way back, too, and the first has none', () => {
  expect(run('scripts/upgrade.sh').printed).not.toMatch('Back to')
  const worked = read('telegram-booking')
  pull('1.1.0')

  const { code, printed } = run('scripts/upgrade.sh && scripts/upgrade.sh')

  expect(code).toBe(0)
  expect(printed).toMatch(
    /All bots run version 1\.1\.0 \w+\nBack to version 1\.0\.0 \w+, [^]*All bots [^]*Back to version 1\.0\.0 /,
  )
  expect(printed).toMatch(
    / up -d --no-build\nThe backup of this run .*\nFor a bot that an earlier run has upgraded, .*\n$/,
  )
  const commands = wayBack(printed).split('\n').slice(-3).join('\n')
  const current = read('telegram-booking')
  // What git cannot do keeps the image from going back alone.
  git(clone, 'checkout', '--quiet', '--detach')
  expect(run(commands).code).not.toBe(0)
  expect(read('telegram-booking')).toBe(current)
  git(clone, 'checkout', '--quiet', '-')
  expect(run(commands)).toMatchObject({ code: 0 })
  expect(read('telegram-booking')).toBe(worked)
  expect(read('clone/package.json')).toContain('1.0.0')
})

test('the last bot was ill before: the way back leads to the version that the others ran', () => {
  run('scripts/upgrade.sh')
  pull('2.0.0')
  expect(run('scripts/upgrade.sh')).toMatchObject({
    code: 0,
    printed: expect.stringMatching('Back to version 1.0.0 '),
  })
  writeFileSync(join(place, 'broken'), 'booking-bot-sales')
  writeFileSync(join(place, 'booking-bot-sales.sick'), '')

  pull('3.0.0')
  expect(run('scripts/upgrade.sh').said).toMatch('Back to version 2.0.0 ')
  expect(run('scripts/upgrade.sh').said).toMatch('Back to version 2.0.0 ')
  pull('4.0.0')
  expect(run('scripts/upgrade.sh').said).toMatch('Back to version 3.0.0 ')

  // All are ill.
  writeFileSync(join(place, 'booking-bot-master.sick'), '')
  pull('5.0.0')
  expect(run('scripts/upgrade.sh').said).toMatch('Back to version 4.0.0 ')

  // All are suspended: nothing tells what was before.
  writeFileSync(join(place, 'suspended'), '')
  pull('6.0.0')
  const { code, printed } = run('scripts/upgrade.sh')
  expect(code).toBe(0)
  expect(printed).not.toMatch('Back to')
})

test('of an image that Compose built by itself the way back takes the files from before the last pull', () => {
  mkdirSync(join(place, 'plain'))
  writeFileSync(join(place, 'plain/version'), '0.0.0\n')
  writeFileSync(join(place, 'plain/revision'), '\n')
  for (const name of ['telegram-booking', 'booking-bot-master', 'booking-bot-sales']) {
    writeFileSync(join(place, name), 'plain\n')
  }
  addTenant('veranda')
  commitTenants()
  pull('2.0.0')

  const { printed } = run('scripts/upgrade.sh')

  expect(printed).toMatch(
    'Back to the image of before, and to the files from before the last pull, as long as',
  )
  expect(run(wayBack(printed)).code).toBe(0)
  expect(read('telegram-booking')).toBe('plain\n')
  expect(read('clone/package.json')).toContain('"1.0.0"')
  expect(read('clone/docker-compose.yml')).toContain('booking-bot-veranda')
})

test('an image that broke a bot is a version to come back to once the bot is mended', () => {
  run('scripts/upgrade.sh')
  pull('2.0.0')
  writeFileSync(join(place, 'broken'), 'booking-bot-sales')
  expect(run('scripts/upgrade.sh').said).toMatch('Back to version 1.0.0 ')
  rmSync(join(place, 'broken'))
  rmSync(join(place, 'booking-bot-sales.sick'))
  pull('3.0.0')

  expect(run('scripts/upgrade.sh').printed).toMatch('Back to version 2.0.0 ')
})

test('without a backup nothing begins', () => {
  writeFileSync(join(place, 'no-backup'), '')

  const { code, said } = run('scripts/upgrade.sh')

  expect(code).toBe(1)
  expect(said).toMatch('The upgrade did not begin: there is no backup. All bots go on as they are.')
  expect(said).not.toMatch('Back to')
})
