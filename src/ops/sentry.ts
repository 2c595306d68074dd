import type { Scrub } from './redaction.ts'

export interface ErrorReports {
  report(error: unknown, fields: Readonly<Record<string, string | number>>): void
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
 * integrations only those stay that describe the error itself; breadcrumbs and requests would carry people's words.
 */
export async function startSentry({ dsn, environment, tenant, scrub }: SentryOptions): Promise<ErrorReports> {
  const Sentry = await import('@sentry/node')
  Sentry.init({
    dsn,
    environment,
    defaultIntegrations: false,
    integrations: [Sentry.linkedErrorsIntegration(), Sentry.contextLinesIntegration()],
    dataCollection: { userInfo: false },
    maxBreadcrumbs: 0,
    initialScope: { tags: { tenant } },
    beforeSend: (event) => JSON.parse(scrub(JSON.stringify(event))) as typeof event,
  })
  return {
    report: (error, fields) => void Sentry.captureException(error, { extra: fields }),
    flush: async () => {
      await Sentry.flush(2000)
    },
  }
}
