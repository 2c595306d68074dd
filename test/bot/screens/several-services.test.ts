import { expect, test } from '@jest/globals'
import { renderSeveralServices } from '../../../src/bot/client/booking/choose-several.ts'
import { visitText } from '../../../src/bot/visit-text.ts'
import { en, haircut, labels, part, ru, seen, visit } from './examples.ts'

const colouring = {
  ...haircut,
  id: 8,
  name: 'Окрашивание',
  emoji: null,
  durationMin: 90,
  priceMinor: 500_000,
}
const yoga = { ...haircut, id: 9, name: 'Йога', capacity: 8 }
const list = { services: [haircut, colouring, yoga], currency: 'RUB' }

test('shows what is ticked, in its order, and what it comes to', () => {
  expect(seen(renderSeveralServices(list, [8, 7], ru))).toEqual({
    text: [
      '<b>Несколько услуг за один визит</b>',
      'Отметьте их в том порядке, в котором вам удобно.',
      '',
      '1. Окрашивание',
      '2. ✂️ Стрижка',
      '',
      'Итого: 2 ч 30 мин · 6 500 ₽',
    ].join('\n'),
    keyboard: [
      ['✓ ✂️ Стрижка · 1 ч · 1 500 ₽ → pick.8..0'],
      ['✓ Окрашивание · 1 ч 30 мин · 5 000 ₽ → pick.7..0'],
      ['Дальше → svc.8-7. (primary)'],
      ['‹ Назад → book'],
    ],
  })
  expect(seen(renderSeveralServices(list, [], en))).toEqual({
    text: '<b>Several services in one visit</b>\nTap them in the order that suits you.',
    keyboard: [
      ['✂️ Стрижка · 1 h · ₽1,500 → pick.7..0'],
      ['Окрашивание · 1 h 30 min · ₽5,000 → pick.8..0'],
      ['‹ Back → book'],
    ],
  })
})

test('a price on request leaves the sum out, and what is gone or a group is not ticked', () => {
  const screen = renderSeveralServices(
    { ...list, services: [haircut, { ...colouring, priceMinor: null }, yoga] },
    [8, 7, 9, 99],
    en,
  )
  const { text } = seen(screen)
  expect(text).toMatch(/Total: 2 h 30 min$/)
  expect(text).not.toContain('Йога')
})

test('four are the most', () => {
  const services = [1, 2, 3, 4, 5].map((id) => ({ ...haircut, id }))
  const screen = renderSeveralServices({ ...list, services }, [1, 2, 3, 4], ru)
  expect(seen(screen).keyboard[4]).toEqual(['✂️ Стрижка · 1 ч · 1 500 ₽ → most'])
  expect(
    labels(screen)
      .flat()
      .every((label) => label.length <= 64),
  ).toBe(true)
})

test('a visit by several specialists names them beside their parts', () => {
  const at = (time: string) => new Date(`2026-03-14T${time}:00+03:00`)
  const parts = [
    part({ endsAt: at('11:30') }),
    part({
      serviceName: 'Уход <b>',
      serviceEmoji: null,
      staffName: 'Ольга',
      startsAt: at('11:30'),
      endsAt: at('13:00'),
    }),
  ] as const
  const shared = visit({ parts, staffName: null, durationMin: 150, priceMinor: 650_000, address: null })
  expect(
    visitText(shared, en)
      .replace(/[\u00a0\u202f]/g, ' ')
      .split('\n'),
  ).toEqual([
    '<b>✂️ Стрижка + Уход &lt;b&gt;</b>',
    'Saturday, 14 March, 10:30',
    '10:30–11:30 Стрижка · Мария',
    '11:30–13:00 Уход &lt;b&gt; · Ольга',
    '2 h 30 min · ₽6,500',
  ])
})
