import { planAdd } from './add.ts'
import { ask, readToken } from './ask.ts'
import { backUpSchema } from './backup.ts'
import { planRebind, planResume, planRotate, planSuspend } from './change.ts'
import { checkBackups } from './check-backups.ts'
import { check } from './check.ts'
import { checkReaders } from './check-readers.ts'
import {
  checkComposeFiles,
  checkOrphans,
  checkServices,
  checkTenantsContainer,
  readContainers,
  readServices,
} from './containers.ts'
import { findUnreadableLine, readVariables } from './env-file.ts'
import { planIsolate } from './isolate.ts'
import { describeAge, isIll, list, status, tenantsToCheck } from './look.ts'
import type { Options } from './options.ts'
import { isNotedAway, noteOutOfService } from './out-of-service.ts'
import { differenceOf, type Plan } from './plan.ts'
import { planPooler } from './pooler.ts'
import { readPremises, readTenants, requireTenant, writeFiles, type Premises } from './premises.ts'
import { Problem, type Finding } from './problem.ts'
import { planRemove, planRemoved } from './remove.ts'

type Say = (line: string) => void

/** Returns the exit code. */
export async function runCommand(given: Options, say: Say): Promise<number> {
  const options = given.token === '-' ? { ...given, token: await readToken() } : given
  const premises = await readPremises(options)
  const { command, id = '' } = options
  switch (command) {
    case 'list':
      return show(options, say, list(premises))
    case 'status':
      return await runStatus(options, say, premises)
    case 'check':
      return await runCheck(options, say, premises)
    case 'add':
      return await carryOut(options, say, premises, await planAdd(premises, { ...options, id }))
    case 'isolate':
      return await carryOut(options, say, premises, planIsolate(premises, id))
    case 'pooler':
      return await carryOut(options, say, premises, planPooler(premises))
    case 'suspend':
      return await carryOut(options, say, premises, planSuspend(premises, id, await readContainers(premises)))
    case 'resume':
      return await carryOut(options, say, premises, planResume(premises, id))
    case 'rotate':
      return await carryOut(options, say, premises, await planRotate(premises, id, options.token))
    case 'rebind': {
      const plan = await planRebind(premises, id, options.token, new Date())
      const warning = `"${id}" gets another bot: its people get no answer from the former one any more, and hear nothing from this one until they write to it.`
      return await carryOut(options, say, premises, await confirmed(options, plan, warning))
    }
    case 'remove':
      return await runRemove(options, say, premises)
  }
}

async function runRemove(options: Options, say: Say, premises: Premises): Promise<number> {
  const { id = '', folder, databaseUrl } = options
  const containers = await readContainers(premises)
  if (!premises.tenants.some((each) => each.id === id) && (await isNotedAway(folder, id))) {
    return await carryOut(options, say, premises, await planRemoved(premises, id, containers))
  }
  const isElsewhere = databaseUrl !== undefined
  const plan = await planRemove(premises, id, containers, (schema, signal) =>
    backUpSchema({ folder, databaseUrl: premises.databaseUrl, isElsewhere, schema, signal }),
  )
  const warning = `Everything of "${id}" goes: bookings, people, settings. A backup is made first.`
  return await carryOut(options, say, premises, await confirmed(options, plan, warning))
}

function show(options: Options, say: Say, rows: readonly object[]): number {
  if (options.json) say(JSON.stringify(rows))
  else for (const line of tableOf(rows)) say(line)
  return 0
}

/** A heading and a line each, in columns. */
function tableOf(rows: readonly object[]): string[] {
  const [first] = rows
  if (!first) return ['There are no tenants.']
  const lines = [
    Object.keys(first),
    ...rows.map((row) => Object.values(row).map((value) => String(value ?? '–'))),
  ]
  const widths = Object.keys(first).map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)))
  return lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

async function runStatus(options: Options, say: Say, premises: Premises): Promise<number> {
  const containers = await readContainers(premises)
  const { rows, unreachable } = await status(premises, containers)
  if (options.json && unreachable) throw unreachable
  if (options.json || rows.length === 0) return show(options, say, rows)
  const now = new Date()
  show(
    options,
    say,
    rows.map((row) => ({ ...row, lastSeen: row.lastSeen === null ? null : describeAge(row.lastSeen, now) })),
  )
  say(statusLegend)
  // What is known without a database is shown all the same.
  if (unreachable) throw unreachable
  if (containers === null) return 0
  const services = await readServices(premises)
  for (const tenant of premises.tenants) {
    for (const problem of checkTenantsContainer(containers, tenant, services, 'untried'))
      say(`${tenant.id}: ${problem}`)
  }
  if (rows.some(isIll)) say('What else may be wrong: see npm run tenant -- check')
  return 0
}

const statusLegend = `
lastSeen: when somebody last wrote or pressed a button. Of one person it is noted once an hour, so it may look up to an hour older than it is.
queue: tasks that are due and not done.`

async function runCheck(options: Options, say: Say, premises: Premises): Promise<number> {
  if (options.id !== undefined) requireTenant(premises, options.id)
  const findings = await findProblems(options, premises)
  if (options.json) say(JSON.stringify({ ok: findings.length === 0, findings }))
  else if (findings.length === 0) say('All is well.')
  else for (const { tenant, problem } of findings) say(`${tenant}: ${problem}`)
  return findings.length === 0 ? 0 : 1
}

const noContainer =
  'No container is there (not started yet, or after `docker compose down`). Start it: docker compose up -d --build --wait'

async function findProblems({ id, folder, databaseUrl }: Options, premises: Premises): Promise<Finding[]> {
  const line = findUnreadableLine(premises.env)
  if (line !== null) {
    // Whatever else was found would come of it.
    const problem = `Its line ${line} can't be read. It has to be NAME=value, and a quote that opens has to close.`
    return [{ tenant: '.env', problem }]
  }
  const ofCompose = await checkComposeFiles(premises)
  const containers = await readContainers(premises)
  const hasNone = containers?.length === 0
  // What can't be started is not asked why it does not answer.
  const isDown = (hasNone || ofCompose.length > 0) && databaseUrl === undefined
  const services = containers && (await readServices(premises))
  const findings = [
    ...ofCompose.map((problem) => ({ tenant: 'docker compose', problem })),
    ...(isDown && hasNone ? [{ tenant: 'all', problem: noContainer }] : []),
    ...(await check(premises, tenantsToCheck(premises, id), isDown ? 'down' : containers, services)),
  ]
  if (id !== undefined) return findings
  if (containers) findings.push(...checkServices(containers, premises), ...checkOrphans(containers, services))
  const problems = await checkBackups(folder, new Date())
  return [
    ...findings,
    ...problems.map((problem) => ({ tenant: 'backups', problem })),
    ...(await checkReaders(folder)),
  ]
}

/**
 * Safe to repeat: what is done already is left out. The files are written last; passwords that would be lost with this
 * process, if it ended among the steps, first.
 */
async function carryOut(options: Options, say: Say, premises: Premises, plan: Plan): Promise<number> {
  const todo = await Promise.all(
    plan.steps.map(async (step) => ({ ...step, open: !((await step.isDone?.()) ?? false) })),
  )
  const open = todo.filter((step) => step.open)
  const difference = [
    ...differenceOf(premises.compose, plan.compose, false),
    ...differenceOf(premises.env, plan.env, true),
  ]
  const isChange = open.length > 0 || difference.length > 0
  const notes = [...(plan.notes ?? [])]
  if (!options.dryRun) {
    const kept = plan.envFirst ? await writeFiles(premises, { ...premises, env: plan.env }) : premises
    for (const step of open) {
      if (!options.json) say(step.what)
      const note = await step.run()
      if (note !== undefined) notes.push(note)
    }
    await writeFiles(kept, plan)
    const tenants = readTenants(plan.compose, readVariables(plan.env))
    const note = await noteOutOfService(options.folder, premises.tenants, tenants)
    if (note !== undefined) notes.push(note)
  }
  const next = isChange || plan.isNextOpen ? plan.next : []
  const steps = open.map(({ what }) => what)
  if (options.json) say(JSON.stringify({ ok: true, dryRun: options.dryRun, steps, difference, notes, next }))
  else tell({ ...options, steps, difference, notes, next }, say)
  return 0
}

interface Outcome {
  readonly dryRun: boolean
  readonly steps: readonly string[]
  readonly difference: readonly string[]
  readonly notes: readonly string[]
  readonly next: readonly string[]
}

function tell({ dryRun, steps, difference, notes, next }: Outcome, say: Say): void {
  const isChange = steps.length > 0 || difference.length > 0
  if (!isChange) {
    say('Nothing changes: it is so already.')
  } else {
    if (dryRun) say(['Nothing was changed. It would be:', ...steps].join('\n'))
    for (const line of [...difference, ...notes]) say(line)
  }
  if (next.length > 0) {
    // What is to be changed yet can't be started.
    const word = dryRun && isChange ? 'Then it would be: ' : 'Next: '
    say(`\n${word}${next.join(`\n${' '.repeat(word.length)}`)}`)
  }
}

/** Asks with the notes of the plan, which whoever read them there is not told again. */
async function confirmed(options: Options, plan: Plan, warning: string): Promise<Plan> {
  const notes = plan.notes ?? []
  const wasAsked = await confirm(options, [...notes, warning].join('\n'))
  return { ...plan, notes: wasAsked ? [] : notes }
}

/** Whether somebody read the warning; who can't be asked gets it with the way on. */
async function confirm({ dryRun, yes, json, id }: Options, warning: string): Promise<boolean> {
  if (dryRun || yes) return false
  if (json || !process.stdin.isTTY)
    throw new Problem(
      `${warning}\nNothing was changed: give --yes to do it without being asked, or --dry-run to see what it would do.`,
    )
  const answer = await ask(`${warning}\nType ${id ?? ''} to go on: `)
  if (answer.trim() !== id) throw new Problem('Nothing was changed.')
  return true
}
