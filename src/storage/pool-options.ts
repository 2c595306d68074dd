import pg from 'pg'

export interface PoolRequest {
  readonly databaseUrl: string
  readonly schema: string
  /** Connections at most. */
  readonly poolMax: number
  /** What the server's administrator sees in `pg_stat_activity`. */
  readonly applicationName: string
}

export type PoolOptions =
  | { readonly ok: true; readonly options: pg.PoolConfig }
  /** Neither the role nor the connection's options lead to the tenant's schema. */
  | { readonly ok: false; readonly message: string }

/**
 * Options for the pool of a migrated tenant, whose connections see its schema first. A role that brings the search path
 * wins, since that holds behind a pooler in transaction mode as well; else the connection's start-up options carry it.
 */
export async function findPoolOptions(request: PoolRequest): Promise<PoolOptions> {
  const plain = poolOptions(request)
  if ((await currentSchema(plain)) === request.schema) return { ok: true, options: plain }

  const withPath = { ...plain, connectionString: withSearchPath(request.databaseUrl, request.schema) }
  const found = await currentSchema(withPath).catch(nothingIfOptionsAreRefused)
  if (found === request.schema) return { ok: true, options: withPath }
  return {
    ok: false,
    message:
      `Connections do not see the schema "${request.schema}" but "${found ?? 'none'}". Ask the administrator to run ` +
      `once: alter role <the role of DATABASE_URL> set search_path = "${request.schema}", extensions;`,
  }
}

/** Options for a pool whose URL or role is known to lead to the schema. No connection is held while it is idle. */
export function poolOptions({
  databaseUrl,
  poolMax,
  applicationName,
}: Omit<PoolRequest, 'schema'>): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    application_name: applicationName,
    max: poolMax,
    min: 0,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    // A server that vanished without a word is given up long before TCP would do so.
    query_timeout: 30_000,
    keepAlive: true,
  }
}

async function currentSchema(options: pg.ClientConfig): Promise<string | null> {
  const client = new pg.Client(options)
  // What breaks is told by the query that it breaks.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ schema: string | null }>('select current_schema() as schema')
    return rows[0]?.schema ?? null
  } finally {
    await client.end()
  }
}

/** A pooler in transaction mode takes no start-up options. */
function nothingIfOptionsAreRefused(error: unknown): null {
  if (error instanceof Error && error.message.includes('unsupported startup parameter')) return null
  throw error
}

/** The same URL, whose connections look into `schema` first; other start-up options that it carries stay. */
export function withSearchPath(databaseUrl: string, schema: string): string {
  const [address = '', query = ''] = databaseUrl.split('?', 2)
  const parameters = new URLSearchParams(query)
  const given = parameters.get('options')
  parameters.set('options', `${given ? `${given} ` : ''}-c search_path=${schema},extensions`)
  return `${address}?${parameters.toString()}`
}
