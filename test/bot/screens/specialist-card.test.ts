import { expect, test } from '@jest/globals'
import { renderCard, renderSpecialist } from '../../../src/bot/client/booking/specialist-card.ts'
import { en, haircut, ru, seen } from './examples.ts'

const maria = { id: 2, name: 'Мария', bio: 'Стрижёт <b>кудри</b> & чёлки.', photoFileId: 'AgAC' }
const view = { ok: true as const, specialist: maria, services: [haircut], currency: 'RUB' }
const choice = { serviceIds: [7], staffId: 2, movingBookingId: 41, clientId: null }

test.each([
  {
    shows: 'a specialist among others',
    screen: (t: typeof ru) => renderCard(view, choice, t),
    inRussian: {
      text: '<b>Мария</b>\n\nСтрижёт &lt;b&gt;кудри&lt;/b&gt; &amp; чёлки.',
      keyboard: [['Выбрать → cal.7.2.15..'], ['‹ Назад → spc.7.15.']],
    },
    inEnglish: {
      text: '<b>Мария</b>\n\nСтрижёт &lt;b&gt;кудри&lt;/b&gt; &amp; чёлки.',
      keyboard: [['Choose → cal.7.2.15..'], ['‹ Back → spc.7.15.']],
    },
  },
  {
    shows: 'a specialist somebody came for, with all they do',
    screen: (t: typeof ru) => renderSpecialist({ ...view, specialist: { ...maria, bio: null } }, t),
    inRussian: {
      text: '<b>Мария</b>\n\nНа что вас записать?',
      keyboard: [['✂️ Стрижка · 1 ч · 1 500 ₽ → cal.7.2...']],
    },
    inEnglish: {
      text: '<b>Мария</b>\n\nWhat would you like to book?',
      keyboard: [['✂️ Стрижка · 1 h · ₽1,500 → cal.7.2...']],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
  expect(screen(ru).photo).toBe('AgAC')
})

test('a long story fits under a photo', () => {
  const longest = { ...maria, name: 'Ж'.repeat(100), bio: '👩🏽‍🦱 '.repeat(1000) }
  for (const t of [ru, en]) {
    expect(renderSpecialist({ ...view, specialist: longest }, t).text.length).toBeLessThan(1024)
    expect(renderCard({ ...view, specialist: longest }, choice, t).text).toMatch(/👩🏽‍🦱…$/)
  }
})

test('without a photo the card is text alone', () => {
  expect(renderCard({ ...view, specialist: { ...maria, photoFileId: null } }, choice, ru)).not.toHaveProperty(
    'photo',
  )
})
