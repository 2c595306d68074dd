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

describe('typed values', () => {
  test.each<[SettingName, string, unknown]>([
    ['businessName', '  Anna  ', 'Anna'],
    ['address', '-', null],
    ['location', '55.7558, 37.6173', { latitude: 55.7558, longitude: 37.6173 }],
    ['location', '-', null],
    ['phone', '+7 (999) 123-45-67', '+79991234567'],
    ['timeZone', 'Europe/Moscow', 'Europe/Moscow'],
    ['currency', 'kzt', 'KZT'],
    ['workHoursStart', '9:30', '09:30'],
    ['workHoursEnd', '2', '02:00'],
    ['slotAlignment', 'Tight', 'tight'],
    ['reminderHours', '1,24', [24, 1]],
    ['reminderHours', '-', []],
    ['confirmation', 'manual', 'manual'],
    ['phoneRequired', 'true', true],
    ['defaultLanguage', 'EN', 'en'],
    ['country', 'kz', 'KZ'],
    ['summaryHour', '0', 0],
    ['quietHours', '22:00–9', { from: '22:00', until: '09:00' }],
    ['quietHours', '-', null],
  ])('%s: %s', (name, typed, value) => {
    expect(parseSetting(name, typed)).toEqual({ ok: true, value })
  })

  test.each<[SettingName, string, object]>([
    ['businessName', '   ', { reason: 'empty' }],
    ['businessName', 'x'.repeat(101), { reason: 'too_long', limit: 100 }],
    ['location', '91, 0', { reason: 'not_a_location' }],
    ['location', 'here', { reason: 'not_a_location' }],
    ['phone', '12345', { reason: 'not_a_phone' }],
    ['timeZone', '+03:00', { reason: 'not_a_time_zone' }],
    ['currency', 'XYZ', { reason: 'not_a_currency' }],
    ['workHoursEnd', '25', { reason: 'not_a_time' }],
    ['slotIntervalMinutes', '7.5', { reason: 'not_whole_number' }],
    ['slotIntervalMinutes', '300', { reason: 'too_large', limit: 240 }],
    ['maxBookingsPerUser', '0', { reason: 'too_small', limit: 1 }],
    ['reminderHours', '24,x', { reason: 'not_whole_number' }],
    ['reminderHours', '1,2,3,4,5,6', { reason: 'too_many', limit: 5 }],
    ['reminderHours', '0', { reason: 'too_small', limit: 1 }],
    ['slotAlignment', 'loose', { reason: 'not_allowed', allowed: ['grid', 'tight'] }],
    ['phoneRequired', 'maybe', { reason: 'not_allowed', allowed: ['true', 'false'] }],
    ['country', 'XX', { reason: 'not_a_country' }],
    ['quietHours', '22:00', { reason: 'not_a_time' }],
    ['quietHours', '9-10-11', { reason: 'not_a_time' }],
    ['quietHours', '9-9', { reason: 'not_a_time' }],
  ])('%s refuses %s', (name, typed, problem) => {
    expect(parseSetting(name, typed)).toEqual({ ok: false, problem })
  })
})
