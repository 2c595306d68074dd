import pg from 'pg'
import { newPassword } from './add.ts'
import { codeOf, lockCatalogue, nameOfDatabase, prepareDatabase, urlFor, withDatabase } from './database.ts'
import { setVariables } from './env-file.ts'
import type { Plan } from './plan.ts'
import type { Premises } from './premises.ts'

const { escapeIdentifier, escapeLiteral } = pg

/** As docker/pgbouncer/ has it. */
const user = 'booking_pooler'
const profile = 'scale'

/** PgBouncer for every tenant with a role of its own; the others keep their few direct connections. */
export function planPooler({ databaseUrl, compose, env, variables }: Premises): Plan {
  const password = variables['POOLER_PASSWORD'] || newPassword()
  const profiles = (variables['COMPOSE_PROFILES'] ?? '').split(',').filter(Boolean)
  return {
    steps: [
      {
        what: `PostgreSQL: the role ${user}, which may look up the passwords of tenants' roles and nothing else`,
        isDone: () => poolerWorks(databaseUrl, password),
        run: async () => {
          await createPooler(databaseUrl, password)
          return undefined
        },
      },
    ],
    compose,
    env: setVariables(env, {
      POOLER_PASSWORD: password,
      DATABASE_ADDRESS: 'booking-pgbouncer:6432',
      COMPOSE_PROFILES: [...new Set([...profiles, profile])].join(','),
    }),
    next: ['docker compose up -d --build'],
  }
}

async function poolerWorks(adminUrl: string, password: string): Promise<boolean> {
  try {
    await withDatabase(urlFor(adminUrl, { user, password }), (client) =>
      client.query(`select from extensions.find_login('nobody')`),
    )
    return true
  } catch (error) {
    // No such role, another password, no right, no schema, no function: there is something to do.
    if (['28P01', '28000', '42501', '3F000', '42883'].includes(codeOf(error))) return false
    throw error
  }
}

/** Only a superuser can make the function work: nobody else may read the (hashed) passwords. */
export async function createPooler(adminUrl: string, password: string): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    await lockCatalogue(client)
    await client.query('begin')
    await prepareDatabase(client)
    const { rowCount } = await client.query('select from pg_roles where rolname = $1::name', [user])
    if (rowCount === 0) await client.query(`create role ${user}`)
    await client.query(`
      alter role ${user} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 5
        password ${escapeLiteral(password)};
      grant connect on database ${escapeIdentifier(await nameOfDatabase(client))} to ${user};
      create or replace function extensions.find_login(wanted name) returns table (usename name, passwd text)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$ select rolname, rolpassword from pg_authid
               where rolname = wanted and rolname like 'tenant\\_%' and rolcanlogin and not rolsuper $$;
      revoke all on function extensions.find_login(name) from public;
      grant usage on schema extensions to ${user};
      grant execute on function extensions.find_login(name) to ${user};
    `)
    await client.query('commit')
  })
}
