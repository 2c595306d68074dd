import type { LowRatingNotice, OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { clientLine } from './client-line.ts'
import { starsText } from '../stars.ts'
import { visitText } from '../visit-text.ts'

/** To staff: once at the stars, and once more when the client says in words what was wrong. */
export function renderLowRating(
  { visit, clientName, stars, comment }: LowRatingNotice,
  t: Texts,
): OutgoingMessage {
  const heading = comment === null ? 'review.low' : 'review.low_comment'
  const lines = [
    t.html(heading, { stars: starsText(stars) }),
    ...(comment === null ? [] : ['', t.html('review.words', { comment })]),
    '',
    visitText({ ...visit, address: null }, t),
    clientLine(clientName, t),
  ]
  return { text: lines.join('\n'), keyboard: [] }
}
