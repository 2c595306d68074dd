import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { starsRow } from '../stars.ts'
import { visitText } from '../visit-text.ts'
import type { ReviewRequest } from '../../usecases/notice.ts'

export function renderReviewRequest({ visit }: ReviewRequest, t: Texts): OutgoingMessage {
  return {
    text: [
      t.html('review.question'),
      visitText({ ...visit, address: null }, t),
      t.html('review.how_to'),
    ].join('\n\n'),
    keyboard: [starsRow(visit.bookingId, t)],
  }
}
