import { describe, expect, test } from '@jest/globals'
import {
  bookingPolicy,
  checkSetting,
  parseSetting,
  readSettingDefaults,
  resolveSettings,
  settingTable,
  type SettingName,
} from '../../src/domain/settings.ts'

const { defaults } = readSettingDefaults({})

describe('defaults', () => {
  test('come from the environment, where it says something', () => {
    const env = {
      WORK_HOURS_START: '8',
      WORK_HOURS_END: '24',
      SLOT_INTERVAL_MINUTES: '30',
      MAX_BOOKINGS_PER_USER: ' 5 ',
      CANCELLATION_HOURS: '',
      REMINDER_HOURS: '1, 48,1',
      TIMEZONE: 'Asia/Almaty',
      BOOKING_HORIZON_DAYS: '14',
    }
    const { defaults: read, problems } = readSettingDefaults(env)
    expect(problems).toEqual([])
    expect(read).toMatchObject({
      workHoursStart: '08:00',
      workHoursEnd: '24:00',
      slotIntervalMinutes: 30,
      maxBookingsPerUser: 5,
      cancellationHours: 24,
      reminderHours: [48, 1],
      timeZone: 'Asia/Almaty',
      horizonDays: 14,
      currency: 'RUB',
    })
  })

  test('tell every variable that is wrong at once', () => {
    const { problems } = readSettingDefaults({
      WORK_HOURS_START: '24',
      TIMEZONE: 'Moscow',
      SLOT_INTERVAL_MINUTES: '3',
    })
    expect(problems).toEqual([
      { variable: 'TIMEZONE', value: 'Moscow', problem: { reason: 'not_a_time_zone' } },
      { variable: 'WORK_HOURS_START', value: '24', problem: { reason: 'not_a_time' } },
      { variable: 'SLOT_INTERVAL_MINUTES', value: '3', problem: { reason: 'too_small', limit: 5 } },
    ])
  })

  test('without any environment are those of the documentation, and pass their own checks', () => {
    expect(defaults).toMatchObject({
      timeZone: 'Europe/Moscow',
      workHoursStart: '09:00',
      workHoursEnd: '21:00',
      slotIntervalMinutes: 60,
      maxBookingsPerUser: 3,
      cancellationHours: 24,
      reminderHours: [24, 2, 1],
      horizonDays: 90,
    })
    const names = Object.keys(settingTable) as SettingName[]
    expect(names.filter((name) => !checkSetting(name, defaults[name]).ok)).toEqual([])
    expect(new Set(names.map((name) => settingTable[name].key)).size).toBe(names.length)
  })
})

describe('settings', () => {
  test('count as stored, else the default; other rows are not looked at', () => {
    const rows = [
      { key: 'cancellation_hours', value: 3 },
      { key: 'address', value: 'Main street 1' },
      { key: 'claim', value: { client: 'x' } },
    ]
    const settings = resolveSettings(defaults, rows)
    expect(settings).toEqual({ ...defaults, cancellationHours: 3, address: 'Main street 1' })
  })

  test('that are stored outside the limits count as absent', () => {
    expect(resolveSettings(defaults, [{ key: 'horizon_days', value: 9999 }]).horizonDays).toBe(90)
  })

  test('can be stored as nothing where nothing is a value', () => {
    const rows = [{ key: 'address', value: null }]
    expect(resolveSettings({ ...defaults, address: 'Main street 1' }, rows).address).toBeNull()
    expect(checkSetting('currency', null).ok).toBe(false)
  })

  test('decide the booking policy', () => {
    const settings = resolveSettings(defaults, [{ key: 'minimum_notice_minutes', value: 45 }])
    expect(bookingPolicy(settings)).toEqual({
      zone: 'Europe/Moscow',
      opens: '09:00',
      closes: '21:00',
      slotIntervalMin: 60,
      slotAlignment: 'grid',
      minimumNoticeMin: 45,
      horizonDays: 90,
    })
  })
})

interface Samples {
  /** As typed, and what is stored. */
  readonly takes: readonly (readonly [string, unknown])[]
  /** As typed, and why it is refused. */
  readonly refuses: readonly (readonly [string, object])[]
}

const span = (from: string, until: string) => ({ from, until })
const small = (limit: number) => ({ reason: 'too_small', limit })
const large = (limit: number) => ({ reason: 'too_large', limit })
const notWhole = { reason: 'not_whole_number' }

/** Every setting has its line here, or this file does not compile. */
const samples: Readonly<Record<SettingName, Samples>> = {
  businessName: {
    takes: [
      ['  Anna  ', 'Anna'],
      ['Салон «Вера» <b>', 'Салон «Вера» <b>'],
      ['Anna\n& Vera', 'Anna & Vera'],
    ],
    refuses: [
      ['   ', { reason: 'empty' }],
      ['\u200b\u2060', { reason: 'empty' }],
      ['x'.repeat(101), { reason: 'too_long', limit: 100 }],
    ],
  },
  address: {
    takes: [
      ['Тверская, 1', 'Тверская, 1'],
      ['-', null],
    ],
    refuses: [
      [' ', { reason: 'empty' }],
      ['x'.repeat(201), { reason: 'too_long', limit: 200 }],
    ],
  },
  location: {
    takes: [
      ['55.7558, 37.6173', { latitude: 55.7558, longitude: 37.6173 }],
      ['-', null],
    ],
    refuses: [
      ['91, 0', { reason: 'not_a_location' }],
      ['0, 181', { reason: 'not_a_location' }],
      ['here', { reason: 'not_a_location' }],
    ],
  },
  phone: {
    takes: [
      ['+7 (999) 123-45-67', '+79991234567'],
      ['-', null],
    ],
    refuses: [['12345', { reason: 'not_a_phone' }]],
  },
  timeZone: {
    takes: [
      ['Europe/Moscow', 'Europe/Moscow'],
      ['UTC', 'UTC'],
    ],
    refuses: [
      ['+03:00', { reason: 'not_a_time_zone' }],
      ['Europe/Nowhere', { reason: 'not_a_time_zone' }],
    ],
  },
  currency: { takes: [['kzt', 'KZT']], refuses: [['XYZ', { reason: 'not_a_currency' }]] },
  workHoursStart: {
    takes: [
      ['9:30', '09:30'],
      ['930', '09:30'],
      ['0', '00:00'],
    ],
    refuses: [
      ['24', { reason: 'not_a_time' }],
      ['9:60', { reason: 'not_a_time' }],
    ],
  },
  workHoursEnd: {
    takes: [
      ['2', '02:00'],
      ['24', '24:00'],
    ],
    refuses: [['25', { reason: 'not_a_time' }]],
  },
  slotIntervalMinutes: {
    takes: [
      ['5', 5],
      ['240', 240],
    ],
    refuses: [
      ['7.5', notWhole],
      ['4', small(5)],
      ['300', large(240)],
    ],
  },
  slotAlignment: {
    takes: [['Tight', 'tight']],
    refuses: [['loose', { reason: 'not_allowed', allowed: ['grid', 'tight'] }]],
  },
  minimumNoticeMinutes: {
    takes: [
      ['0', 0],
      ['43200', 43_200],
    ],
    refuses: [
      ['-1', small(0)],
      ['43201', large(43_200)],
    ],
  },
  horizonDays: {
    takes: [
      ['1', 1],
      ['365', 365],
    ],
    refuses: [
      ['0', small(1)],
      ['366', large(365)],
    ],
  },
  maxBookingsPerUser: {
    takes: [['100', 100]],
    refuses: [
      ['0', small(1)],
      ['101', large(100)],
    ],
  },
  cancellationHours: {
    takes: [
      ['0', 0],
      ['720', 720],
    ],
    refuses: [
      ['721', large(720)],
      ['day', notWhole],
    ],
  },
  reminderHours: {
    takes: [
      ['1,24', [24, 1]],
      ['24 2;2', [24, 2]],
      ['-', []],
    ],
    refuses: [
      ['24,x', notWhole],
      ['1,2,3,4,5,6', { reason: 'too_many', limit: 5 }],
      ['0', small(1)],
      ['721', large(720)],
    ],
  },
  reviewDelayHours: { takes: [['0', 0]], refuses: [['169', large(168)]] },
  confirmation: {
    takes: [['manual', 'manual']],
    refuses: [['never', { reason: 'not_allowed', allowed: ['automatic', 'manual'] }]],
  },
  holdMinutes: {
    takes: [['1440', 1440]],
    refuses: [
      ['4', small(5)],
      ['10081', large(10_080)],
    ],
  },
  offerMinutes: {
    takes: [['30', 30]],
    refuses: [
      ['4', small(5)],
      ['1441', large(1440)],
    ],
  },
  phoneRequired: {
    takes: [
      ['true', true],
      ['FALSE', false],
    ],
    refuses: [['maybe', { reason: 'not_allowed', allowed: ['true', 'false'] }]],
  },
  defaultLanguage: {
    takes: [['EN', 'en']],
    refuses: [['de', { reason: 'not_allowed', allowed: ['ru', 'en'] }]],
  },
  country: {
    takes: [['kz', 'KZ']],
    refuses: ['XX', 'ZZ'].map((code) => [code, { reason: 'not_a_country' }] as const),
  },
  summaryHour: {
    takes: [
      ['0', 0],
      ['23', 23],
    ],
    refuses: [['24', large(23)]],
  },
  quietHours: {
    takes: [
      ['22:00–9', span('22:00', '09:00')],
      ['13-14:30', span('13:00', '14:30')],
      ['-', null],
    ],
    refuses: [
      ['22:00', { reason: 'not_a_time' }],
      ['9-10-11', { reason: 'not_a_time' }],
      ['9-9', { reason: 'not_a_time' }],
      ['25-9', { reason: 'not_a_time' }],
    ],
  },
}

describe.each(Object.entries(samples) as [SettingName, Samples][])('%s', (name, { takes, refuses }) => {
  test.each(takes)('takes %s', (typed, value) => {
    expect(parseSetting(name, typed)).toEqual({ ok: true, value })
    expect(checkSetting(name, value)).toEqual({ ok: true, value })
  })

  test.each(refuses)('refuses %s', (typed, problem) => {
    expect(parseSetting(name, typed)).toEqual({ ok: false, problem })
  })

  test('refuses what is stored in another shape', () => {
    for (const value of [undefined, {}, [{}], NaN, 'x'.repeat(300)]) {
      expect(checkSetting(name, value).ok).toBe(false)
    }
  })
})
