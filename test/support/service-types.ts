/** The tenant's schema in every cloned database. */
export const templateSchema = 'salon'

export interface PostgresService {
  /** Of a user who may create databases. */
  readonly url: string
  /** A migrated database to clone. */
  readonly template: string
}

export interface RedisService {
  readonly url: string
}
