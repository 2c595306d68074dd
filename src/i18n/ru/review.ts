export const review = {
  'review.question': '<b>Как всё прошло?</b>',
  'review.how_to': 'Сколько звёзд поставите? Нам это правда важно.',
  'review.thanks': 'Спасибо! Ваша оценка: {stars}',
  'review.ask_comment': 'Спасибо! Ваша оценка: {stars}\n\nЧто понравилось? Напишите пару слов, если хочется.',
  'review.ask_comment_low':
    'Спасибо, что сказали честно. Ваша оценка: {stars}\n\nЖаль, что вышло не так, как хотелось. Что случилось? Напишите, мы прочитаем.',
  'review.thanks_comment': 'Спасибо, что написали! Ваша оценка: {stars}',
  'review.commented_before': 'Ваш отзыв уже у нас, спасибо! Оценка: {stars}',
  'review.not_over': 'Оценить визит можно будет, когда он закончится.',
  'review.no_show':
    'У нас отмечено, что в этот раз встретиться не получилось. Если это не так, свяжитесь с нами, пожалуйста.',
  'review.no_show_call':
    'У нас отмечено, что в этот раз встретиться не получилось. Если это не так, позвоните нам: {phone}.',
  'review.average':
    '★ {average} · {reviews, plural, one {# отзыв} few {# отзыва} many {# отзывов} other {# отзыва}}',
  'review.of_service': '{service}:',
  'review.low': '<b>Низкая оценка: {stars}</b>',
  'review.low_words': '<b>Клиент рассказал, что было не так</b>',
  'review.words': '«{comment}»',
  'review.button.stars': '{stars} ★',
  'review.toast.kept': 'Ваша оценка уже стоит: {stars}',
  'review.toast.thanks': 'Спасибо!',
} as const
