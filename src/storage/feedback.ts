import type { Rating, Stars } from '../domain/review.ts'
import type { Connection, Transaction } from './database.ts'

export interface ReviewRow {
  readonly id: number
  readonly bookingId: number
  readonly userId: number
  readonly rating: Stars
  /** Null: stars only. */
  readonly comment: string | null
}

const columns = `
  f.id, f.booking_id as "bookingId", f.user_id as "userId", f.rating, f.comment`

/** The review of a visit; undefined: none yet. */
export async function findReview(db: Connection, visitId: number): Promise<ReviewRow | undefined> {
  const [row] = await db.query<ReviewRow>(`select ${columns} from feedback f where f.visit_id = $1::bigint`, [
    visitId,
  ])
  return row
}

export interface NewReview {
  readonly visitId: number
  readonly bookingId: number
  readonly userId: number
  readonly rating: Stars
  readonly at: Date
}

/** Writes the stars of a visit down; undefined when the visit has a review, whose unique index decides. */
export async function insertReview(tx: Transaction, review: NewReview): Promise<ReviewRow | undefined> {
  const [row] = await tx.query<ReviewRow>(
    `insert into feedback as f (visit_id, booking_id, user_id, rating, created_at)
     values ($1::bigint, $2::bigint, $3::bigint, $4::smallint, $5::timestamptz)
     on conflict (visit_id) do nothing
     returning ${columns}`,
    [review.visitId, review.bookingId, review.userId, review.rating, review.at],
  )
  return row
}

/** Adds the client's words to a review that has none; false when it has. */
export async function addReviewComment(tx: Transaction, reviewId: number, comment: string): Promise<boolean> {
  const rows = await tx.query(
    'update feedback set comment = $2::text where id = $1::bigint and comment is null returning id',
    [reviewId, comment],
  )
  return rows.length > 0
}

export interface ServiceRating extends Rating {
  readonly serviceId: number
}

/** Of the services asked for those with at least `leastReviews` reviews. A visit of several is counted for its first. */
export async function listServiceRatings(
  db: Connection,
  serviceIds: readonly number[],
  leastReviews: number,
): Promise<ServiceRating[]> {
  return await db.query<ServiceRating>(
    `select b.service_id as "serviceId", avg(f.rating)::float8 as average, count(*) as reviews
       from feedback f join bookings b on b.id = f.booking_id
      where b.service_id = any($1::bigint[])
      group by b.service_id
     having count(*) >= $2::int`,
    [serviceIds, leastReviews],
  )
}

/** All reviews taken together; undefined while there are fewer than `leastReviews`. */
export async function findBusinessRating(db: Connection, leastReviews: number): Promise<Rating | undefined> {
  const [row] = await db.query<Rating>(
    `select avg(f.rating)::float8 as average, count(*) as reviews from feedback f having count(*) >= $1::int`,
    [leastReviews],
  )
  return row
}
