import type { LowRatingNotice, LowRatingWords, OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { clientLine } from './client-line.ts'
import { starsText } from '../stars.ts'
import { visitText } from '../visit-text.ts'

/** To staff, who read the stars once, and the client's words once if there come any. */
export function renderLowRating(notice: LowRatingNotice, t: Texts): OutgoingMessage {
  return about(notice, [t.html('review.low', { stars: starsText(notice.stars) })], t)
}

export function renderLowRatingWords(notice: LowRatingWords, t: Texts): OutgoingMessage {
  const words = t.html('review.words', { comment: notice.comment })
  return about(notice, [t.html('review.low_words'), '', words], t)
}

function about(
  { visit, clientName }: Pick<LowRatingNotice, 'visit' | 'clientName'>,
  lines: readonly string[],
  t: Texts,
): OutgoingMessage {
  const text = [
    ...lines,
    '',
    visitText({ ...visit, address: null, comment: null }, t),
    clientLine(clientName, t),
  ].join('\n')
  return { text, keyboard: [] }
}
