import type { ClientQuery } from '../domain/client-query.ts'
import type { Connection } from './database.ts'
import { enteredAnew, isOwnClient, makesOwn } from './served-clients.ts'

/** A client as lists show them. */
export interface ListedClient {
  readonly id: number
  /** Empty: nobody knows it. */
  readonly name: string
  readonly username: string | null
  readonly phone: string | null
  /** Null: a walk-in client who never wrote to the bot. */
  readonly telegramId: number | null
  readonly bannedAt: Date | null
  /** The start of the last visit that has begun, neither cancelled nor missed. */
  readonly lastVisitAt: Date | null
}

export interface ClientPage {
  readonly clients: readonly ListedClient[]
  /** On all pages. */
  readonly total: number
  /** There are others, which only a narrower search finds. */
  readonly more: boolean
}

interface Span {
  readonly now: Date
  /** Only this staff member's own; null: everybody. */
  readonly staffId: number | null
  readonly limit: number
  readonly offset: number
}

/** More than that many are not all put in order: for each of them the last visit has to be looked up. */
const mostCandidates = 3_000

/** A booking `b` that was or will be a visit, of that staff member if one is asked for. */
const isVisit = `
  b.status <> 'cancelled' and b.pending_for is distinct from 'offer' and ($1::bigint is null or b.staff_id = $1::bigint)`

/** A user `u` who is a client: not erased, nor staff without visits of their own. */
const isClient = `
  u.erased_at is null
  and (not exists (select from staff s where s.telegram_id = u.telegram_id and s.archived_at is null)
       or exists (select from bookings b where b.user_id = u.id and ${isVisit}))`

/**
 * Clients whose last visit was the latest first, those who never came after them. Of very many only those who came
 * lately, will come soon or are new: nobody turns a thousand pages.
 */
export async function listClients(
  db: Connection,
  { now, staffId, limit, offset }: Span,
): Promise<ClientPage> {
  return await findPage(db, staffId === null ? latestOfAll : latestOwn, [staffId, now, limit, offset])
}

const latestOfAll = `
  select distinct user_id as id from (
    (select b.user_id from bookings b
      where b.starts_at <= $2::timestamptz and ${isVisit}
      order by b.starts_at desc limit ${mostCandidates})
    union all
    (select id from users order by id desc limit ${mostCandidates})
  ) lately`

const latestOwn = `
  select distinct user_id as id from (
    (select b.user_id from bookings b
      where ${makesOwn('$1::bigint')}
      order by b.starts_at desc limit ${mostCandidates})
    union all
    (select a.entity_id from audit_log a
      where ${enteredAnew('$1::bigint')}
      order by a.at desc limit ${mostCandidates})
  ) lately`

/** The same of those whom the query fits: one pass over all names, since no index serves a part of a name. */
export async function searchClients(
  db: Connection,
  query: ClientQuery,
  { now, staffId, limit, offset }: Span,
): Promise<ClientPage> {
  const [condition, ...values] =
    query.by === 'username'
      ? (['u.username ~ $5::text', `^${inAnyCase(query.username)}`] as const)
      : ([
          `(u.phone like any ($5::text[])
            or concat_ws(' ', u.first_name, u.last_name, u.username) ~ all ($6::text[]))`,
          query.phones.map((phone) => `%${phone}%`),
          query.words.map(inAnyCase),
        ] as const)
  return await findPage(
    db,
    `select u.id from users u
      where ${condition}
        and ($1::bigint is null or ${isOwnClient('u.id', '$1::bigint')})
      limit ${mostCandidates}`,
    [staffId, now, limit, offset, ...values],
  )
}

/** A page of those whose `id` the statement finds; of a page beyond the end the last one. */
async function findPage(db: Connection, candidates: string, values: readonly unknown[]): Promise<ClientPage> {
  const rows = await db.query<ListedClient & { total: number; found: number }>(
    `with candidate as materialized (${candidates}),
     client as materialized (
       select u.*, last.starts_at as "lastVisitAt"
         from candidate c
         join users u on u.id = c.id
         left join lateral (select b.starts_at from bookings b
                             where b.user_id = c.id and b.starts_at <= $2::timestamptz and ${isVisit}
                               and b.status <> 'no_show'
                             order by b.starts_at desc limit 1) last on true
        where ${isClient})
     select id, concat_ws(' ', first_name, last_name) as name, username, phone, telegram_id as "telegramId",
            banned_at as "bannedAt", "lastVisitAt", (select count(*) from client) as total,
            (select count(*) from candidate) as found
       from client
      order by "lastVisitAt" desc nulls last, id desc
      limit $3::int offset (select least($4::bigint, greatest(count(*) - 1, 0) / $3::int * $3::int) from client)`,
    values,
  )
  const [first] = rows
  return {
    clients: rows.map(({ total: _total, found: _found, ...client }) => client),
    total: first?.total ?? 0,
    more: (first?.found ?? 0) >= mostCandidates,
  }
}

/** For a regular expression: each letter in either case, so that it does not depend on what the database's locale knows. */
function inAnyCase(text: string): string {
  return Array.from(text, (letter) => {
    const forms = new Set([letter, letter.toUpperCase(), ...(letter === 'е' ? ['ё', 'Ё'] : [])])
    const single = [...forms].filter((form) => Array.from(form).length === 1)
    return single.length > 1 ? `[${single.join('')}]` : letter.replace(/[^\p{L}\p{M}\p{N}]/u, '\\$&')
  }).join('')
}
