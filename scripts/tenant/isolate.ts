import { credentialSteps, loginsOf, newPassword, refuseSharedNames } from './add.ts'
import { setEnvironment } from './compose-file.ts'
import { ownsAll, takeOver } from './database.ts'
import { setVariables } from './env-file.ts'
import { hasOwnDatabase } from './own-database.ts'
import type { Plan } from './plan.ts'
import { namesOfTenant, requireTenant, type Premises } from './premises.ts'
import { Problem } from './problem.ts'

/**
 * A role and a Redis user of its own for a tenant that has worked with the installation's: what it has stays where it is
 * and belongs to it afterwards. The bot may run meanwhile, and has the new logins when its container is made anew.
 */
export function planIsolate(premises: Premises, id: string): Plan {
  const tenant = requireTenant(premises, id)
  const { environment, service } = tenant
  if (hasOwnDatabase(premises, tenant)) throw new Problem(`"${id}" has a database of its own already.`)
  if (environment['REDIS_ENABLED'] === 'false') {
    throw new Problem(
      `"${id}" works without Redis and so in two schemas, which no role of this tool may: give it a database of its own.`,
    )
  }
  const names = namesOfTenant(tenant)
  refuseSharedNames(premises, names)
  const { databasePassword, redisPassword } = names.variables
  const passwords = {
    [databasePassword]: premises.variables[databasePassword] ?? newPassword(),
    [redisPassword]: premises.variables[redisPassword] ?? newPassword(),
  }
  const { databaseUrl } = premises
  return {
    steps: [
      {
        what: `PostgreSQL: the schema ${names.schema} with all that is in it goes to the role ${names.user}`,
        isDone: () => ownsAll(databaseUrl, names),
        run: async () => {
          await takeOver(databaseUrl, names)
          return undefined
        },
      },
      ...credentialSteps(premises, names, passwords),
    ],
    compose: tenant.isolated
      ? premises.compose
      : setEnvironment(premises.compose, service, loginsOf(premises, names)),
    env: setVariables(premises.env, passwords),
    next: [`docker compose up -d ${service}`],
  }
}
