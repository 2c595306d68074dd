import type { Transaction } from './database.ts'

/** To whom a schema belongs: the row `tenant` of `settings`. */
export interface TenantClaim {
  readonly clientId: string
  readonly botId: number
  /** Null: it never ran with Redis. */
  readonly keyPrefix: string | null
}

/** Takes the schema if nobody has it yet; tells who has it. Of several first starts at once one wins, the rest see it. */
export async function claimSchema(tx: Transaction, claim: TenantClaim, now: Date): Promise<TenantClaim> {
  await tx.query(
    `insert into settings (key, value, updated_at) values ('tenant', $1::jsonb, $2::timestamptz)
     on conflict (key) do nothing`,
    [claim, now],
  )
  const [row] = await tx.query<{ value: TenantClaim }>(
    `select value from settings where key = 'tenant' for update`,
  )
  if (!row) throw new Error('the claim of the tenant vanished between two statements')
  return row.value
}

/** Replaces the owner's entry; for an owner that the caller has just recognised. */
export async function updateClaim(tx: Transaction, claim: TenantClaim, now: Date): Promise<void> {
  await tx.query(
    `update settings set value = $1::jsonb, version = version + 1, updated_at = $2::timestamptz
      where key = 'tenant'`,
    [claim, now],
  )
}
