import type { Connection, Transaction } from './database.ts'
import { isOfPresentTeam } from './team.ts'

/*
 * Who performs what. A service without rows in `staff_services` is performed by the whole team; one with rows, by those
 * who have one. The team are all who can be booked, or could be if they were not hidden.
 */

const hasRows = `exists (select from staff_services o where o.service_id = s.id)`

/** Held until the end of the transaction: whoever decides who performs what, or who is of the team, comes one at a time. */
export async function lockAllServices(tx: Transaction): Promise<void> {
  await tx.query('select id from services order by id for no key update')
}

/**
 * Somebody joins the team: what everybody else performs by a row of their own (because one has another price, say) is
 * theirs, too. What somebody does not perform was chosen, so it is not given to them unasked. All services are locked.
 */
export async function joinServicesOfAll(tx: Transaction, staffId: number): Promise<void> {
  await tx.query(
    `with joined as (
       insert into staff_services (staff_id, service_id)
       select $1::bigint, s.id from services s
        where ${hasRows}
          and not exists (select from staff t
                           where ${isOfPresentTeam} and t.id <> $1::bigint
                             and not exists (select from staff_services o
                                              where o.service_id = s.id and o.staff_id = t.id))
          and exists (select from staff t where ${isOfPresentTeam} and t.id <> $1::bigint)
       on conflict do nothing
       returning service_id)
     update services set version = version + 1 where id in (select service_id from joined)`,
    [staffId],
  )
}

/** How many services that are not archived a specialist performs, and of how many. */
export async function countPerformed(
  db: Connection,
  staffId: number,
): Promise<{ readonly performed: number; readonly all: number }> {
  const [row] = await db.query<{ performed: number; all: number }>(
    `select count(*) as all,
            count(*) filter (where not ${hasRows}
                               or exists (select from staff_services o
                                           where o.service_id = s.id and o.staff_id = $1::bigint)) as performed
       from services s where s.archived_at is null`,
    [staffId],
  )
  return row ?? { performed: 0, all: 0 }
}
