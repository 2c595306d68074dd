import { startApp } from './app.ts'
import { describeProblems, readConfig, type Config } from './ops/config.ts'
import { switchLevelBySignal } from './ops/log-level-signal.ts'
import { createLogger } from './ops/logger.ts'
import { createScrubber } from './ops/redaction.ts'
import { readVersion } from './ops/release.ts'
import { runProcess } from './ops/run-process.ts'
import { noErrorReports, reportErrors, startSentry } from './ops/sentry.ts'
import { exitCodes } from './ops/start-refused.ts'

/** Runs the bot that the environment describes; a wrong environment is told, and no bot starts. */
export async function runProgram(): Promise<void> {
  const read = readConfig()
  if (read.ok) {
    await run(read.config, read.warnings)
  } else {
    console.error(describeProblems(read.problems))
    process.exitCode = exitCodes.configuration
  }
}

async function run(config: Config, warnings: readonly string[]): Promise<void> {
  const { clientId: tenant, logLevel: level, sentryEnvironment: environment, secrets } = config
  const scrub = createScrubber(Object.values(secrets) as (string | null)[])
  const logger = await createLogger({ level, tenant, scrub })
  switchLevelBySignal(logger)
  const reports = secrets.sentryDsn
    ? await startSentry({ dsn: secrets.sentryDsn, environment, tenant, version: readVersion(), scrub })
    : noErrorReports
  const log = reportErrors(logger, reports)
  for (const warning of warnings) log.warn({}, warning)
  await runProcess({ log, reports, start: (fail) => startApp(config, { log, fail }) })
}
