import type { OutgoingButton } from '../context.ts'
import type { Rating, Stars } from '../domain/review.ts'
import type { Texts } from '../i18n/i18n.ts'
import { defineButton, id, oneOf } from './callback-data.ts'
import { button } from './screen.ts'

const allStars = [1, 2, 3, 4, 5] as const satisfies readonly Stars[]

/** Under the request for a review: one of five. */
export const starsButton = defineButton('rate', { bookingId: id, stars: oneOf('1', '2', '3', '4', '5') })

export function starsRow(bookingId: number, t: Texts): OutgoingButton[] {
  return allStars.map((stars) =>
    button(t.plain('review.button.stars', { stars }), starsButton.pack({ bookingId, stars: `${stars}` })),
  )
}

/** `★★★★☆`. */
export function starsText(stars: Stars): string {
  return '★'.repeat(stars) + '☆'.repeat(5 - stars)
}

/** `★ 4,8 · 25 отзывов`. */
export function ratingText({ average, reviews }: Rating, t: Texts): string {
  const oneDigit = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return t.html('review.average', {
    average: new Intl.NumberFormat(t.locale, oneDigit).format(average),
    reviews,
  })
}
