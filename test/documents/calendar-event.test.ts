import { describe, expect, test } from '@jest/globals'
import { createCalendarFile, type CalendarEvent } from '../../src/documents/calendar-event.ts'

const visit: CalendarEvent = {
  uid: 'visit-41@bot-77.telegram-booking',
  sequence: 1,
  startsAt: new Date('2026-03-14T07:30:00Z'),
  endsAt: new Date('2026-03-14T08:30:00Z'),
  title: 'Стрижка',
  description: 'Специалист: Мария',
  location: 'Тверская, 1',
  url: 'https://t.me/salon_bot',
  status: 'confirmed',
  now: new Date('2026-03-02T06:00:05Z'),
}

/** The file as a calendar reads it: unfolded, a line a property. */
async function read(changes: Partial<CalendarEvent> = {}): Promise<string[]> {
  const file = (await createCalendarFile({ ...visit, ...changes })).toString('utf8')
  return file.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
}

const escaped = (line: string | undefined) => line?.replaceAll('\\n', '\n').replaceAll(/\\([,;\\])/g, '$1')

describe('the file of a visit', () => {
  test('is one event with what a calendar needs', async () => {
    expect(await read()).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'PRODID:-//Telegram Booking//Visits//EN',
      'METHOD:PUBLISH',
      'X-PUBLISHED-TTL:PT1H',
      'BEGIN:VEVENT',
      'UID:visit-41@bot-77.telegram-booking',
      'SUMMARY:Стрижка',
      'DTSTAMP:20260302T060005Z',
      'DTSTART:20260314T073000Z',
      'DTEND:20260314T083000Z',
      'SEQUENCE:1',
      'DESCRIPTION:Специалист: Мария',
      'URL:https://t.me/salon_bot',
      'LOCATION:Тверская\\, 1',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })

  test('keeps its name and counts on when the visit moves', async () => {
    const moved = await read({
      sequence: 2,
      startsAt: new Date('2026-03-15T07:30:00Z'),
      endsAt: new Date('2026-03-15T08:30:00Z'),
    })
    expect(moved).toEqual(
      expect.arrayContaining([
        'UID:visit-41@bot-77.telegram-booking',
        'SEQUENCE:2',
        'DTSTART:20260315T073000Z',
        'DTEND:20260315T083000Z',
      ]),
    )
  })

  test('says that a visit is cancelled', async () => {
    const lines = await read({ status: 'cancelled', sequence: 3 })
    expect(lines).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:3']))
  })

  test('says that a visit may still come to nothing', async () => {
    const lines = await read({ status: 'tentative' })
    expect(lines).toEqual(expect.arrayContaining(['METHOD:PUBLISH', 'STATUS:TENTATIVE']))
  })

  test('has no line for a place that is not known', async () => {
    expect((await read({ location: null })).filter((line) => line.startsWith('LOCATION'))).toEqual([])
  })

  test('keeps what has a meaning in the format as mere characters', async () => {
    const title = 'Стрижка, укладка; «люкс» \\ до\\nпосле'
    const lines = await read({ title, description: 'одна\r\nдве\nтри\rчетыре' })
    expect(lines).toContain('SUMMARY:Стрижка\\, укладка\\; «люкс» \\\\ до\\\\nпосле')
    expect(lines).toContain('DESCRIPTION:одна\\nдве\\nтри\\nчетыре')
  })

  test('lets nobody write a line of their own', async () => {
    const lines = await read({ title: 'Стрижка\r\nSTATUS:CANCELLED\u0000\u0007', location: 'а\u2028б' })
    expect(lines.filter((line) => line.startsWith('STATUS'))).toEqual(['STATUS:CONFIRMED'])
    expect(lines).toContain('SUMMARY:Стрижка\\nSTATUS:CANCELLED')
  })

  test.each([
    ['Cyrillic', 'Оформление и окрашивание бровей хной с консультацией '.repeat(6).trim()],
    ['emoji of several characters', '👩‍👩‍👧‍👦💇🏽‍♀️✂️'.repeat(30)],
    ['nothing to break at', 'x'.repeat(500)],
    ['right-to-left text', 'תספורת עם חפיפה '.repeat(30).trim()],
  ])('has lines of 75 octets at most and loses nothing: %s', async (_, text) => {
    const file = await createCalendarFile({ ...visit, title: text, description: text, location: text })
    const lines = file.toString('utf8').split('\r\n')
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
    expect(lines.filter((line) => line.includes('\n') || line.includes('\ufffd'))).toEqual([])
    const properties = await read({ title: text, description: text, location: text })
    for (const name of ['SUMMARY', 'DESCRIPTION', 'LOCATION']) {
      const line = properties.find((one) => one.startsWith(`${name}:`))
      expect(escaped(line)).toBe(`${name}:${text}`)
    }
  })
})
