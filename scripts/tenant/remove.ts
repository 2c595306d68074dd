import { refuseSharedNames } from './add.ts'
import { removeBlock } from './compose-file.ts'
import { isOn, removeContainers, startContainers, stopContainers, type Container } from './containers.ts'
import { dropRole, hasSchema } from './database.ts'
import { setVariables } from './env-file.ts'
import { namesOf, type TenantNames } from './names.ts'
import { hasOwnDatabase } from './own-database.ts'
import type { Plan, Step } from './plan.ts'
import { namesOfTenant, requireTenant, type Premises } from './premises.ts'
import { Problem } from './problem.ts'
import { dropUser } from './redis-user.ts'

/** Of one that was removed already: only its container may be left. */
export function planRemoved(premises: Premises, id: string, containers: readonly Container[] | null): Plan {
  const steps = containerGoes(premises, namesOf(id).service, containers)
  return { steps, compose: premises.compose, env: premises.env, next: [] }
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
 * removed, and the bot starts again.
 */
export function planRemove(
  premises: Premises,
  id: string,
  containers: readonly Container[] | null,
  backUp: (schema: string) => Promise<string>,
): Plan {
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
    // Where Docker does not answer, a container may still be there.
    next: containers === null ? ['docker compose up -d --remove-orphans'] : [],
  }
}

function backUpSteps(
  premises: Premises,
  { schema }: TenantNames,
  atWork: readonly Container[],
  backUp: (schema: string) => Promise<string>,
): readonly Step[] {
  return [
    {
      what: `The bot stops`,
      isDone: () => Promise.resolve(atWork.length === 0),
      run: async () => {
        await stopContainers(premises, atWork)
        return undefined
      },
    },
    {
      what: `A backup of the schema ${schema}`,
      // Gone already: an earlier run came that far.
      isDone: async () => !(await hasSchema(premises.databaseUrl, schema)),
      run: async () => {
        try {
          return `The backup is ${await backUp(schema)}`
        } catch (error) {
          if (atWork.length > 0) await startContainers(premises, atWork)
          throw error
        }
      },
    },
  ]
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
