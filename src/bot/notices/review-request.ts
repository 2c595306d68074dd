import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { button } from '../screen.ts'
import { allStars, starsButton } from '../stars.ts'
import { visitText } from '../visit-text.ts'
import type { ReviewRequest } from '../../usecases/notice.ts'

export function renderReviewRequest({ visit }: ReviewRequest, t: Texts): OutgoingMessage {
  const { bookingId } = visit
  return {
    text: [
      t.html('review.question'),
      visitText({ ...visit, address: null }, t),
      t.html('review.how_to'),
    ].join('\n\n'),
    keyboard: [
      allStars.map((stars) =>
        button(t.plain('review.button.stars', { stars }), starsButton.pack({ bookingId, stars: `${stars}` })),
      ),
    ],
  }
}
