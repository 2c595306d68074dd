import type { Log } from '../context.ts'
import type { Scrub } from './redaction.ts'

export interface ErrorReports {
  report(error: unknown, message: string): void
  /** Sends what is still waiting, for at most two seconds. */
  flush(): Promise<void>
}

export interface SentryOptions {
  readonly dsn: string
  readonly environment: string
  readonly tenant: string
  readonly scrub: Scrub
}

/** Nothing is reported. */
export const noErrorReports: ErrorReports = {
  report: () => undefined,
  flush: () => Promise.resolve(),
}

/**
 * Reports errors to Sentry. Loaded only when it is enabled: with its init it costs 52 MB and nearly a second. Of its
 * integrations only those stay that describe the error itself: nothing is traced, and breadcrumbs and requests would carry
 * people's words.
 */
export async function startSentry({ dsn, environment, tenant, scrub }: SentryOptions): Promise<ErrorReports> {
  const Sentry = await import('@sentry/node')
  Sentry.init({
    dsn,
    environment,
    enableRuntimeChannelInjection: false,
    sendClientReports: false,
    defaultIntegrations: false,
    integrations: [Sentry.linkedErrorsIntegration(), Sentry.contextLinesIntegration()],
    dataCollection: { userInfo: false },
    maxBreadcrumbs: 0,
    initialScope: { tags: { tenant } },
    beforeSend: (event) => JSON.parse(scrub(JSON.stringify(event))) as typeof event,
  })
  return {
    report: (error, message) => void Sentry.captureException(error, { extra: { message } }),
    flush: async () => {
      await Sentry.flush(2000)
    },
  }
}

/** A logger that also reports each error which is logged with its cause (`err`). */
export function reportErrors(log: Log, reports: ErrorReports): Log {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => {
      log.error(fields, message)
      if ('err' in fields) reports.report(fields.err, message)
    },
  }
}
