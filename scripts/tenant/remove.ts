import { redisKeyPrefix } from '../../src/ops/variables.ts'
import { refuseSharedNames } from './add.ts'
import { removeBlock } from './compose-file.ts'
import { isOn, removeContainers, stopContainers, type Container } from './containers.ts'
import { dropRole, findOwner, refuseOtherSchemas } from './database.ts'
import { setVariables } from './env-file.ts'
import { namesOf, type TenantNames } from './names.ts'
import { hasOwnDatabase } from './own-database.ts'
import { Pause } from './pause.ts'
import type { Plan, Step } from './plan.ts'
import { namesOfTenant, requireTenant, type Premises } from './premises.ts'
import { Problem, wordsOf } from './problem.ts'
import { dropUser, requireRedis } from './redis-user.ts'

/** Of one that was removed already: only its container may be left. */
export async function planRemoved(
  premises: Premises,
  id: string,
  containers: readonly Container[] | null,
): Promise<Plan> {
  const { service } = namesOf(id)
  const { compose, env } = premises
  // Somebody may have given the block, or what was in it, to another tenant.
  if (premises.tenants.some((each) => each.service === service)) return { steps: [], compose, env, next: [] }
  await refuseSchemaLeft(premises, id)
  const steps = containerGoes(premises, service, containers)
  return { steps, compose, env, next: nextFor(service, containers), isNextOpen: true }
}

/** It was suspended, and then somebody took its block away. A schema that another tenant has now is none of its. */
async function refuseSchemaLeft({ tenants, databaseUrl }: Premises, id: string): Promise<void> {
  const { schema, user } = namesOf(id)
  if (tenants.some(({ environment }) => environment['PG_SCHEMA'] === schema)) return
  const owner = await findOwner(databaseUrl, schema)
  if (owner === undefined) return
  // `add` makes a tenant with a role of its own, and leaves alone what belongs to another.
  const [whose, way] =
    owner === user
      ? ['', `bring the tenant back, and remove it then: npm run tenant -- add ${id} --token -`]
      : [`, of the role ${owner},`, 'put its block back into docker-compose.yml, and give the command again.']
  throw new Problem(
    `"${id}" stands in no file any more, and its schema ${schema}${whose} is still there: drop that by hand, or ${way}`,
  )
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

type BackUp = (schema: string, signal: AbortSignal) => Promise<string>

/**
 * The bot stops first, so that the backup has whatever it has answered. The backup comes next: when it fails, nothing is
 * removed, and the bot starts again, as it does when a signal breaks it off. What is refused is refused before that.
 */
export async function planRemove(
  premises: Premises,
  id: string,
  containers: readonly Container[] | null,
  backUp: BackUp,
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
  await requireRedis(premises.redisUrl)
  const gone = Object.fromEntries(Object.values(names.variables).map((name) => [name, undefined]))
  const atWork = containers?.filter((each) => each.Service === service && isOn(each)) ?? []
  const pause = new Pause(premises, atWork)
  return {
    steps: [
      ...backUpSteps(premises, names, pause, backUp),
      ...[...dropSteps(premises, names, pause), ...containerGoes(premises, service, containers)].map(
        orSayUnfinished,
      ),
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
  if (redisKeyPrefix.test(keyPrefix)) return
  throw new Problem(
    `The Redis prefix ${keyPrefix} of "${id}" may be the beginning of others: give it the one that its bot had, with one : at the end.`,
  )
}

function backUpSteps(
  premises: Premises,
  { schema }: TenantNames,
  pause: Pause,
  backUp: BackUp,
): readonly Step[] {
  const { own } = pause
  const wayBack = `docker start ${own.map(({ Name }) => Name).join(' ')}`
  return [
    {
      what: `The bot stops. Should this be killed before anything is dropped, start it again: ${wayBack}`,
      isDone: () => Promise.resolve(own.length === 0),
      run: async () => {
        pause.begin()
        await pause.orStartAgain(() => stopContainers(premises, own))
        return undefined
      },
    },
    {
      what: `A backup of the schema ${schema}`,
      // Gone already: an earlier run came that far.
      isDone: async () => (await findOwner(premises.databaseUrl, schema)) === undefined,
      run: async () => `The backup is ${await pause.orStartAgain((signal) => backUp(schema, signal))}`,
    },
  ]
}

function dropSteps(
  premises: Premises,
  { user, schema, keyPrefix }: TenantNames,
  pause: Pause,
): readonly Step[] {
  return [
    {
      what: `PostgreSQL: the schema ${schema} and the role ${user} are dropped`,
      run: async () => {
        pause.end()
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

/** Something may be gone by then, and a bot that starts would find no more than a part. */
function orSayUnfinished(step: Step): Step {
  const run = async () => {
    try {
      return await step.run()
    } catch (error) {
      throw new Problem(
        `${wordsOf(error)}\nThe removal is not finished, and the bot is not started again: give the command again.`,
      )
    }
  }
  return { ...step, run }
}
