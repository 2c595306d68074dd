import { Problem } from './problem.ts'

/** What everything of a tenant is called; all of it follows from the id. */
export interface TenantNames {
  readonly id: string
  readonly schema: string
  /** Of the database role and the Redis user. */
  readonly user: string
  readonly keyPrefix: string
  readonly service: string
  readonly variables: {
    readonly token: string
    readonly admins: string
    readonly databasePassword: string
    readonly redisPassword: string
  }
}

export function namesOf(id: string): TenantNames {
  if (!/^[a-z0-9][a-z0-9_-]{0,40}$/.test(id)) {
    throw new Problem(
      `"${id}" is no id: 1 to 41 small letters, digits, _ and -, beginning with a letter or digit.`,
    )
  }
  const plain = id.replaceAll('-', '_')
  const schema =
    /^[a-z]/.test(plain) && !/^pg_|_jobs$/.test(plain) && !reserved.has(plain) ? plain : `t_${plain}_s`
  const suffix = plain.toUpperCase()
  return {
    id,
    schema,
    user: `tenant_${plain}`,
    keyPrefix: `${id}:`,
    service: `booking-bot-${id}`,
    variables: {
      token: `BOT_TOKEN_${suffix}`,
      admins: `ADMIN_IDS_${suffix}`,
      databasePassword: `DATABASE_PASSWORD_${suffix}`,
      redisPassword: `REDIS_PASSWORD_${suffix}`,
    },
  }
}

const reserved = new Set(['public', 'extensions', 'information_schema'])
