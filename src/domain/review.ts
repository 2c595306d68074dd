/** A client's mark for a visit: whole stars, 1 (bad) to 5. */
export type Stars = 1 | 2 | 3 | 4 | 5

/** Marks up to this one are told to the admins and the specialist at once. */
const highestLow = 3

/** Whether a mark is one that the admins and the specialist hear of at once. */
export function isLow(stars: Stars): boolean {
  return stars <= highestLow
}

/** What clients think of a service on the whole. */
export interface Rating {
  /** Mean of the stars, 1 to 5. */
  readonly average: number
  readonly reviews: number
}

/** Fewer reviews than that say more about one client than about the service, and are not shown. */
export const leastReviewsShown = 3
