import { expect, test } from '@jest/globals'
import { renderAdded } from '../../../src/bot/admin/staff/add-staff.ts'
import {
  renderOwnTerms,
  renderPerformers,
  renderServicesOfStaff,
} from '../../../src/bot/admin/staff/render-assignments.ts'
import { renderStaffCard } from '../../../src/bot/admin/staff/render-staff-card.ts'
import { renderTeam } from '../../../src/bot/admin/staff/render-team.ts'
import { renderArchiveQuestion, renderComingVisits } from '../../../src/bot/admin/staff/render-visits.ts'
import type { StaffCard } from '../../../src/usecases/staff-card.ts'
import { en, haircut, halfPastTen, labels, ru, seen } from './examples.ts'

const member = {
  id: 2,
  name: 'Мария',
  bio: 'Любит <кудри>.',
  photoFileId: null,
  role: 'none',
  state: 'bookable',
  telegramId: null,
  version: 3,
} as const
const card: StaffCard = {
  member,
  position: 12,
  total: 12,
  upcoming: 5,
  services: { performed: 2, all: 3 },
  soleServices: [],
  bookable: 4,
  rights: { edits: true, assigns: true },
}

test('the card of a specialist', () => {
  expect(seen(renderStaffCard(card, 'salon_bot', ru))).toEqual({
    text: [
      '<b>Мария</b>',
      '',
      'Любит &lt;кудри&gt;.',
      '',
      'Фото: нет',
      'Доступ к боту: нет',
      'Место в списке: 12 из 12',
      'Предстоящих записей: 5',
      'Ссылка для клиентов: https://t.me/salon_bot?start=m_2',
    ].join('\n'),
    keyboard: [
      ['Имя → ste.2.name', 'О специалисте → ste.2.bio', 'Фото → ste.2.photoFileId'],
      ['Услуги: 2 из 3 → sts.2.0', 'Часы работы → hrs.2'],
      ['Записи: 5 → stv.2.0', 'Как видят клиенты → stp.2'],
      ['Выше → stm.2.up'],
      ['Дать доступ к боту → stc.2.3'],
      ['Не принимать записи → stst.2.3.hide', 'В архив → sta.2.3'],
      ['‹ Назад → stl.current.1', 'Панель → adm'],
    ],
  })
  expect(labels(renderStaffCard(card, 'salon_bot', en)).slice(0, 2)).toEqual([
    ['Name', 'About', 'Photo'],
    ['Services: 2 of 3', 'Hours'],
  ])
})

test('the card of a specialist whose role was taken offers to give access again', () => {
  const lost = { ...card, member: { ...member, telegramId: 501 } }
  expect(renderStaffCard(lost, 'salon_bot', ru)).toEqual(renderStaffCard(card, 'salon_bot', ru))
  const holding = { ...card, member: { ...lost.member, role: 'specialist' as const } }
  const shown = seen(renderStaffCard(holding, 'salon_bot', ru))
  expect(shown.text).toContain('Доступ к боту: есть')
  expect(shown.keyboard).toContainEqual(['Забрать доступ к боту → std.2.3'])
})

test.each([
  {
    shows: 'to whoever may not edit, without what changes it',
    changes: { rights: { edits: false, assigns: true } },
    inEnglish: [
      ['Services: 2 of 3', 'Hours'],
      ['Bookings: 5', 'As clients see it'],
      ['‹ Back', 'Panel'],
    ],
  },
  {
    shows: 'to the specialist, without a way to a list that they do not have',
    changes: { rights: { edits: false, assigns: false } },
    inEnglish: [['Services: 2 of 3', 'Hours'], ['Bookings: 5', 'As clients see it'], ['Panel']],
  },
  {
    shows: 'in the archive, with the way back',
    changes: { member: { ...member, state: 'archived' as const }, position: null },
    inEnglish: [
      ['Services: 2 of 3'],
      ['Bookings: 5', 'As clients see it'],
      ['Bring back'],
      ['‹ Back', 'Panel'],
    ],
  },
])('the card $shows', ({ changes, inEnglish }) => {
  expect(labels(renderStaffCard({ ...card, ...changes }, 'salon_bot', en))).toEqual(inEnglish)
})

test('the card says what nobody does, or that nobody can be booked at all', () => {
  const hidden = { ...card, member: { ...member, state: 'hidden' as const } }
  const seven = Array.from({ length: 7 }, (_, index) => `У${index}`)
  expect(renderStaffCard({ ...hidden, soleServices: seven }, 'b', ru).text).toMatch(
    /Сейчас некому делать: «У0», «У1», «У2», «У3», «У4», …\.$/,
  )
  expect(renderStaffCard({ ...hidden, bookable: 0 }, 'b', en).text).toMatch(/Clients have nobody to book/)
})

test('after adding: names of two, and the services that some were chosen for', () => {
  const first = { ...member, id: 1, name: 'Салон' }
  expect(labels(renderAdded({ ok: true, card, joined: first }, ru))).toEqual([
    ['Открыть карточку'],
    ['Услуги: 2 из 3'],
    ['Переименовать: Салон'],
    ['Добавить ещё'],
    ['‹ Назад', 'Панель'],
  ])
  const all = { ...card, services: { performed: 3, all: 3 } }
  expect(seen(renderAdded({ ok: true, card: all, joined: null }, en)).text).not.toContain('There are two')
})

test('lists page: the team, two hundred services, the visits of a specialist', () => {
  const members = Array.from({ length: 25 }, (_, index) => ({ ...member, id: index + 1 }))
  const team = { ok: true, members, archived: 0, businessName: '', edits: true, self: null } as const
  expect(labels(renderTeam(team, { shelf: 'current', page: 9 }, ru))[5]).toEqual(['‹', '3 из 3'])

  const services = Array.from({ length: 200 }, (_, index) => ({
    ...haircut,
    id: index + 1,
    name: 'Ж'.repeat(100),
    version: 1,
    performs: index % 2 === 0,
    own: { durationMin: null, priceMinor: index === 0 ? 200_000 : null },
  }))
  const of = { ok: true, staffId: 2, name: 'М', services, currency: 'RUB', assigns: true } as const
  const first = labels(renderServicesOfStaff(of, 0, ru))
  expect(first[0]?.[1]).toBe('1 ч · 2 000 ₽')
  expect(first.at(-2)).toEqual(['1 из 25', '›'])
  const read = renderServicesOfStaff({ ...of, assigns: false }, 0, ru)
  expect(read.text.split('\n')).toHaveLength(2 + 8)
  expect(labels(read)).toEqual([
    ['1 из 13', '›'],
    ['‹ Назад', 'Панель'],
  ])

  const visit = { bookingId: 1, startsAt: halfPastTen, clientName: '', services: [haircut] }
  const list = { ok: true, name: 'М', visits: [visit], total: 31, page: 3, pages: 4, zone: 'UTC' } as const
  expect(labels(renderComingVisits(list, 2, en)).slice(0, 2)).toEqual([
    ['Sat, 14 March, 07:30 · no name'],
    ['‹', '4 of 4'],
  ])
  expect(seen(renderArchiveQuestion(card, list, en)).text).toMatch(/no name: ✂️ Стрижка\nand 30 more$/)
})

test('the specialists of a service, and the terms of one', () => {
  const own = { durationMin: null, priceMinor: null }
  const performer = { id: 2, name: 'Мария', bookable: true, performs: false, own }
  const service = { ...haircut, state: 'active', archivedAt: null, version: 3 } as const
  const list = { ok: true, service, performers: [performer], currency: 'RUB' } as const
  expect(seen(renderPerformers(list, 0, ru)).keyboard[0]).toEqual(['Мария → stt.2.7.service.0.3.yes'])
  const place = { staffId: 2, serviceId: 7, from: 'service', page: 0 } as const
  const terms = { ...performer, service: 'Стрижка', version: 3, durationMin: 60, priceMinor: null }
  expect(seen(renderOwnTerms(terms, place, 'RUB', en))).toEqual({
    text: '<b>Стрижка</b>\nМария\n\nPrice: on request (as the service)\nTime: 1 h (as the service)',
    keyboard: [
      ['Own price → stxe.2.7.service.0.priceMinor', 'Own time → stxe.2.7.service.0.durationMin'],
      ['‹ Back → svp.7.0', 'Panel → adm'],
    ],
  })
})

test('the longest names fit', () => {
  const long = { ...card, member: { ...member, name: '&'.repeat(60), bio: '<'.repeat(500) } }
  const screens = [
    renderStaffCard(long, 'b'.repeat(32), ru),
    renderAdded({ ok: true, card: long, joined: long.member }, ru),
  ]
  for (const { text, keyboard } of screens) {
    expect(text.replaceAll(/&\w+;/g, '&').length).toBeLessThan(4096)
    for (const { text: label } of keyboard.flat()) expect(label.length).toBeLessThanOrEqual(64)
  }
})
