import type { Log } from '../context.ts'
import type { Scrub } from './redaction.ts'

export interface ErrorReports {
  /** `fields` names what it is about by ids; nothing that people wrote or are called. */
  report(error: unknown, message: string, fields: object): void
  /** Sends what is still waiting, for at most two seconds. */
  flush(): Promise<void>
}

export interface SentryOptions {
  readonly dsn: string
  readonly environment: string
  readonly tenant: string
  readonly version: string
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
export async function startSentry({
  dsn,
  environment,
  tenant,
  version,
  scrub,
}: SentryOptions): Promise<ErrorReports> {
  const Sentry = await import('@sentry/node')
  Sentry.init({
    dsn,
    environment,
    release: `telegram-booking@${version}`,
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
    report: (error, message, fields) =>
      void Sentry.captureException(error, { extra: { message, ...fields } }),
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
      if (!('err' in fields)) return
      const { err, ...ids } = fields
      reports.report(err, message, ids)
    },
  }
}
