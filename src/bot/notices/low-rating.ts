import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { cardRow, peopleLines } from './to-staff.ts'
import { starsText } from '../stars.ts'
import { visitText } from '../visit-text.ts'
import type { LowRatingNotice, LowRatingWords } from '../../usecases/notice.ts'

/** To staff, who read the stars once, and the client's words once if there come any. */
export function renderLowRating(notice: LowRatingNotice, t: Texts): OutgoingMessage {
  return about(notice, [ratingHeading(notice, t)], t)
}

export function renderLowRatingWords(notice: LowRatingWords, t: Texts): OutgoingMessage {
  const words = t.html('review.words', { comment: notice.comment })
  return about(notice, [ratingHeading(notice, t), '', words], t)
}

export function ratingHeading(notice: LowRatingNotice | LowRatingWords, t: Texts): string {
  return notice.kind === 'low_rating'
    ? t.html('review.low', { stars: starsText(notice.stars) })
    : t.html('review.low_words')
}

function about(
  notice: LowRatingNotice | LowRatingWords,
  lines: readonly string[],
  t: Texts,
): OutgoingMessage {
  const visit = visitText({ ...notice.visit, address: null, comment: null }, t)
  return {
    text: [...lines, '', visit, ...peopleLines(notice, t)].join('\n'),
    keyboard: cardRow(notice, t),
  }
}
