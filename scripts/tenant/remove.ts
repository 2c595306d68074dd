import { refuseSharedNames } from './add.ts'
import { removeBlock } from './compose-file.ts'
import { isOn, removeContainers, startContainers, stopContainers, type Container } from './containers.ts'
import { dropRole, hasSchema, refuseOtherSchemas } from './database.ts'
import { setVariables } from './env-file.ts'
import { namesOf, type TenantNames } from './names.ts'
import { hasOwnDatabase } from './own-database.ts'
import type { Plan, Step } from './plan.ts'
import { namesOfTenant, requireTenant, type Premises } from './premises.ts'
import { Problem, wordsOf } from './problem.ts'
import { dropUser } from './redis-user.ts'

/** Of one that was removed already: only its container may be left. */
export async function planRemoved(
  premises: Premises,
  id: string,
  containers: readonly Container[] | null,
): Promise<Plan> {
  const { service, schema } = namesOf(id)
  // It was suspended, and then somebody took its block away.
  if (await hasSchema(premises.databaseUrl, schema)) {
    throw new Problem(
      `"${id}" stands in no file any more, and its schema ${schema} is still there: drop that by hand, or bring the ` +
        `tenant back, and remove it then: npm run tenant -- add ${id} --token -`,
    )
  }
  const { compose, env } = premises
  // Somebody may have given the block to another tenant.
  const isTaken = premises.tenants.some((each) => each.service === service)
  if (isTaken) return { steps: [], compose, env, next: [] }
  const steps = containerGoes(premises, service, containers)
  return { steps, compose, env, next: nextFor(service, containers), isNextOpen: true }
}

/** Where Docker does not answer, a container may still be there. */
function nextFor(service: string, containers: readonly Container[] | null): readonly string[] {
  return containers === null ? [`docker stop ${service} && docker rm ${service}`] : []
}

function containerGoes(
  premises: Premises,
  service: string,
  containers: readonly Container[] | null,
): readonly Step[] {
  const own = containers?.filter((each) => each.Service === service) ?? []
  if (own.length === 0) return []
  const run = async () => {
    await removeContainers(premises, own)
    return undefined
  }
  return [{ what: `The container of ${service} is removed`, run }]
}

/**
 * The bot stops first, so that the backup has whatever it has answered. The backup comes next: when it fails, nothing is
 * removed, and the bot starts again. What is refused is refused before that.
 */
export async function planRemove(
  premises: Premises,
  id: string,
  containers: readonly Container[] | null,
  backUp: (schema: string) => Promise<string>,
): Promise<Plan> {
  const tenant = requireTenant(premises, id)
  const { service, isolated } = tenant
  if (!isolated) {
    throw new Problem(
      `"${id}" has the installation's own login: remove its block, schema and keys by hand, or give it one of its own ` +
        `before: npm run tenant -- isolate ${id}`,
    )
  }
  if (hasOwnDatabase(premises, tenant)) {
    throw new Problem(
      `"${id}" has a database of its own: back that up and drop it by hand, then remove its block and its variables.`,
    )
  }
  const names = namesOfTenant(tenant)
  refuseSharedNames(premises, names)
  refuseOpenPrefix(names)
  await refuseOtherSchemas(premises.databaseUrl, names)
  const gone = Object.fromEntries(Object.values(names.variables).map((name) => [name, undefined]))
  const atWork = containers?.filter((each) => each.Service === service && isOn(each)) ?? []
  return {
    steps: [
      ...backUpSteps(premises, names, atWork, backUp),
      ...dropSteps(premises, names),
      ...containerGoes(premises, service, containers),
    ],
    compose: removeBlock(premises.compose, service),
    env: setVariables(premises.env, gone),
    notes:
      containers === null
        ? [
            'Docker does not answer here: if the bot runs, it goes on, and what it does after the backup is lost.',
          ]
        : [],
    next: nextFor(service, containers),
  }
}

/** The keys that go are all that begin with it. One with which no bot starts may be the beginning of another's. */
function refuseOpenPrefix({ id, keyPrefix }: TenantNames): void {
  if (/^[\w{}-]+:$/.test(keyPrefix)) return
  throw new Problem(
    `The Redis prefix ${keyPrefix} of "${id}" may be the beginning of others: give it the one that its bot had, with one : at the end.`,
  )
}

function backUpSteps(
  premises: Premises,
  { schema }: TenantNames,
  atWork: readonly Container[],
  backUp: (schema: string) => Promise<string>,
): readonly Step[] {
  return [
    {
      what: 'The bot stops',
      isDone: () => Promise.resolve(atWork.length === 0),
      run: async () => {
        await orStartAgain(premises, atWork, () => stopContainers(premises, atWork))
        return undefined
      },
    },
    {
      what: `A backup of the schema ${schema}`,
      // Gone already: an earlier run came that far.
      isDone: async () => !(await hasSchema(premises.databaseUrl, schema)),
      run: async () => `The backup is ${await orStartAgain(premises, atWork, () => backUp(schema))}`,
    },
  ]
}

/** Whatever fails before anything is gone: the bot must not stay away for it. */
async function orStartAgain<T>(
  premises: Premises,
  atWork: readonly Container[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (atWork.length === 0) throw error
    throw new Problem(`${wordsOf(error)}\n${await startAgain(premises, atWork)}`)
  }
}

async function startAgain(premises: Premises, own: readonly Container[]): Promise<string> {
  try {
    await startContainers(premises, own)
    return 'The bot runs again.'
  } catch (error) {
    return `The bot does not run again: ${wordsOf(error)}`
  }
}

function dropSteps(premises: Premises, { user, schema, keyPrefix }: TenantNames): readonly Step[] {
  return [
    {
      what: `PostgreSQL: the schema ${schema} and the role ${user} are dropped`,
      run: async () => {
        await dropRole(premises.databaseUrl, user, schema)
        return undefined
      },
    },
    {
      what: `Redis: the user ${user} and every key that begins with ${keyPrefix} are dropped`,
      run: async () => {
        await dropUser(premises.redisUrl, user, keyPrefix)
        return undefined
      },
    },
  ]
}
