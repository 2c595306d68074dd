import { expect, test } from '@jest/globals'
import { readWho } from '../../../src/bot/admin/admins/add-admin.ts'
import {
  renderAdd,
  renderAdmin,
  renderAdmins,
  renderRoleQuestion,
} from '../../../src/bot/admin/admins/render-admins.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import type { AdminCard } from '../../../src/usecases/admin-card.ts'
import { en, labels, ru, seen } from './examples.ts'

const render = createNoticeRenderer(createI18n())

function admin(changes: Partial<AdminCard> = {}): AdminCard {
  return {
    staffId: 41,
    name: 'Зоя <Z>',
    role: 'moderator',
    telegramId: 123_456,
    username: 'zoya',
    bookable: false,
    reachable: true,
    version: 3,
    fixed: null,
    ...changes,
  }
}

test('the list pages, and says who has which role', () => {
  const many = Array.from({ length: 11 }, (_, index) => admin({ staffId: index + 1, name: `Зоя ${index}` }))
  const first = seen(renderAdmins(many, 0, ru))
  expect(first.text).toBe(
    [
      '<b>Доступ и роли</b>',
      'Кто работает в боте и что кому можно. Чтобы к человеку записывались клиенты, одной роли мало: заведите ему карточку в разделе «Специалисты». Там же специалисту дают доступ.',
    ].join('\n'),
  )
  expect(first.keyboard[0]).toEqual(['Зоя 0 · Администратор → ado.1'])
  expect(first.keyboard.slice(-3)).toEqual([
    ['1 из 2 → nil', '› → ad.1'],
    ['Добавить → adn (primary)'],
    ['Панель → adm'],
  ])
  expect(labels(renderAdmins(many, 1, en))).toEqual([
    ['Зоя 10 · Administrator'],
    ['‹', '2 of 2'],
    ['Add'],
    ['Panel'],
  ])
})

test('a card says what the role means, and offers the others', () => {
  expect(seen(renderAdmin(admin(), ru))).toEqual({
    text: [
      '<b>Зоя &lt;Z&gt;</b>',
      'Роль: Администратор',
      'Telegram: @zoya',
      'Telegram ID: 123456',
      '',
      'Можно всё с записями, клиентами, услугами и расписанием. Роли и настройки недоступны.',
    ].join('\n'),
    keyboard: [
      ['Дать роль: Владелец → adq.15.3.super_admin'],
      ['Дать роль: Специалист → adq.15.3.specialist'],
      ['Убрать роль → adq.15.3.none'],
      ['‹ Назад → ad.0', 'Панель → adm'],
    ],
  })
  const fixed = admin({ fixed: 'by_operator', reachable: false, bookable: true })
  expect(seen(renderAdmin(fixed, en))).toEqual({
    text: expect.stringMatching(
      /Clients book visits with them\.\nThe bot can’t write to them yet.*\nThis role was set/,
    ),
    keyboard: [['‹ Back → ad.0', 'Panel → adm']],
  })
})

test('a change of a role is asked about first', () => {
  expect(seen(renderRoleQuestion(admin({ bookable: true }), 'none', ru))).toEqual({
    text: '<b>Зоя &lt;Z&gt;: убрать роль?</b>\nПанель закроется сразу. Клиенты смогут записываться к этому сотруднику, как и раньше.',
    keyboard: [['Да, убрать → adr.15.3.none (danger)'], ['Нет, оставить как есть → ado.15']],
  })
  expect(seen(renderRoleQuestion(admin(), 'super_admin', en))).toEqual({
    text: '<b>Зоя &lt;Z&gt;: give them the role “Owner”?</b>\nCan do everything: bookings, services, staff, roles and settings.',
    keyboard: [['Yes, give the role → adr.15.3.super_admin (primary)'], ['No, leave it → ado.15']],
  })
})

test('whoever is added gets a role first', () => {
  expect(seen(renderAdd(ru)).keyboard).toEqual([
    ['Владелец → adnr.super_admin'],
    ['Администратор → adnr.moderator'],
    ['Специалист → adnr.specialist'],
    ['Ссылка, которая даёт роль → adl'],
    ['‹ Назад → ad.0', 'Панель → adm'],
  ])
})

test.each([
  ['123456789', { telegramId: 123_456_789, name: null }],
  [' @Zoya_B ', { username: 'Zoya_B' }],
  ['https://t.me/zoya_b', { username: 'zoya_b' }],
  ['t.me/zoya_b', { username: 'zoya_b' }],
  ['0123456', null],
  ['99999999999999999', null],
  ['Зоя', null],
  ['@', null],
  ['https://t.me/joinchat/abc', null],
])('%s tells who it is', (typed, value) => {
  expect(readWho(typed, ru)).toEqual(
    value === null ? { ok: false, problem: ru.html('admin.not_understood') } : { ok: true, value },
  )
})

test('the person is told', () => {
  const about = { kind: 'role_changed', by: 'Вера', businessName: 'Салон «Вера»' } as const
  const given = render({ ...about, role: 'specialist' }, 'ru')
  expect(seen(given)).toEqual({
    text: '<b>Салон «Вера»: теперь у вас есть доступ</b>\nВаша роль: Специалист.\nВы можете смотреть своё расписание и вести свои записи.\nКто это сделал: Вера\nПанель открывается кнопкой внизу.',
    keyboard: [],
  })
  expect(seen(render({ ...about, role: 'specialist' }, 'en')).text).toContain(
    '\nYou can see your own schedule and manage your bookings.\n',
  )
  expect(given.menu).toEqual([['Панель'], ['Записаться', 'Мои записи', 'О нас']])
  const taken = render({ ...about, role: 'none', by: null }, 'en')
  expect(seen(taken)).toEqual({
    text: '<b>Салон «Вера»: you have no access to the panel any more</b>',
    keyboard: [],
  })
  expect(taken.menu).toEqual([['Book', 'My bookings', 'About us']])
})

test('owners are told whose account came by a link', () => {
  const joined = { kind: 'admin_joined', staffId: 41, role: 'moderator', account: '<Зоя>' } as const
  expect(seen(render({ ...joined, username: 'zoya' }, 'ru'))).toEqual({
    text: '<b>&lt;Зоя&gt;</b>: теперь есть доступ, роль получена по ссылке.\nРоль: Администратор\nTelegram: @zoya\n\nЕсли это кто-то другой, уберите роль в карточке.',
    keyboard: [['Открыть карточку → ado.15']],
  })
  expect(seen(render({ ...joined, username: null }, 'en')).text).toMatch(
    /^<b>&lt;Зоя&gt;<\/b> has access now: the role came by a link\.\nRole: Administrator\n\nIf/,
  )
})
