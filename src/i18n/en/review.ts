import type { review as russian } from '../ru/review.ts'

export const review = {
  'review.question': '<b>How was it?</b>',
  'review.how_to': 'How many stars would you give? It matters to us.',
  'review.thanks': 'Thank you! Your rating: {stars}',
  'review.ask_comment':
    'Thank you! Your rating: {stars}\n\nWhat did you like? Leave a few words if you wish.',
  'review.ask_comment_low':
    'Thank you for being honest. Your rating: {stars}\n\nWe’re sorry it wasn’t what you hoped for. What happened? Write to us, we’ll read it.',
  'review.thanks_comment': 'Thank you for writing! Your rating: {stars}',
  'review.commented_before': 'We already have your review, thank you! Your rating: {stars}',
  'review.not_over': 'You can rate the visit once it’s over.',
  'review.no_show':
    'We have it down that we didn’t get to see you this time. If that’s not right, please get in touch with us.',
  'review.no_show_call':
    'We have it down that we didn’t get to see you this time. If that’s not right, please call us: {phone}.',
  'review.average': '★ {average} · {reviews, plural, one {# review} other {# reviews}}',
  'review.of_service': '{service}:',
  'review.low': '<b>Low rating: {stars}</b>',
  'review.low_words': '<b>The client told us what went wrong</b>',
  'review.words': '“{comment}”',
  'review.button.stars': '{stars} ★',
  'review.toast.kept': 'Your rating is already in: {stars}',
  'review.toast.thanks': 'Thank you!',
} as const satisfies Record<keyof typeof russian, string>
