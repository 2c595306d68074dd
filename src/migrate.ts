/** `npm run migrate`: brings the tenant's schema up to date and ends; 0 also when there was nothing to do. */
import { describeProblems, readMigrationConfig } from './ops/config.ts'
import { createLogger } from './ops/logger.ts'
import { createScrubber } from './ops/redaction.ts'
import { codeOfRefusal, exitCodes, StartRefused, type ExitCode } from './ops/start-refused.ts'
import { waitFor } from './ops/wait-for.ts'
import { migrateTenant } from './storage/migrations.ts'
import { objectToOwner, type Owner } from './usecases/claim-tenant.ts'

const waitSeconds = 30

process.exitCode = await migrate()

async function migrate(): Promise<ExitCode> {
  const read = readMigrationConfig()
  if (!read.ok) {
    console.error(describeProblems(read.problems))
    return exitCodes.configuration
  }
  const { clientId, schema, logLevel, secrets } = read.config
  const scrub = createScrubber(Object.values(secrets))
  const log = await createLogger({ level: logLevel, tenant: clientId, scrub })
  try {
    const objectTo = (owner: Owner) => objectToOwner(owner, { clientId, botId: null, schema })
    const request = { databaseUrl: secrets.migrationDatabaseUrl, schema, log, objectTo }
    const waiting = { log, timeoutSeconds: waitSeconds }
    const result = await waitFor('PostgreSQL', () => migrateTenant(request), waiting)
    if (!result.ok) throw new StartRefused(codeOfRefusal(result.reason), result.message)
    log.info({}, result.applied.length > 0 ? `Applied: ${result.applied.join(', ')}` : 'Nothing to migrate')
    return exitCodes.stopped
  } catch (error) {
    if (error instanceof StartRefused) log.error({}, error.message)
    else log.error({ err: error }, 'The migration failed')
    return error instanceof StartRefused ? error.exitCode : exitCodes.bug
  }
}
