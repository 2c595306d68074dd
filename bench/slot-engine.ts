import type { Agenda, BusyVisit } from '../src/domain/agenda.ts'
import { monthOf } from '../src/domain/availability.ts'
import { datesOfMonth, type LocalMonth, type LocalTime } from '../src/domain/local-time.ts'
import { milliseconds, percentile, times, type Row } from './report.ts'

const hourMs = 3_600_000
const month = '2026-03' as LocalMonth
const now = new Date('2026-02-28T00:00:00Z')

/** The month view of one and of twenty specialists, each with eleven visits a day on all 31 days. */
export function measureSlotEngine(): Row[] {
  const one = medianOfMonth(fullAgenda(1))
  const twenty = medianOfMonth(fullAgenda(20))
  return [
    {
      name: 'month view, 20 specialists, full',
      value: milliseconds(twenty),
      meaning: 'slot engine alone, 6,820 visits in 31 days; a tap should not feel it',
    },
    {
      name: 'month view, 20 specialists to 1',
      value: times(twenty / one),
      meaning: `about 20 is linear in the number of specialists (1: ${milliseconds(one)})`,
    },
  ]
}

function medianOfMonth(agenda: Agenda): number {
  const runs: number[] = []
  for (let run = 0; run < 40; run++) {
    const from = performance.now()
    const days = monthOf(agenda, month, now, { staffId: null })
    runs.push(performance.now() - from)
    if (!days.every(({ free }) => free > 0)) throw new Error('each day has one hour left')
  }
  // The first ones are not compiled yet.
  return percentile(runs.slice(10), 0.5)
}

function fullAgenda(staff: number): Agenda {
  const ids = Array.from({ length: staff }, (_, index) => index + 1)
  return {
    policy: {
      zone: 'Europe/Moscow',
      opens: '09:00' as LocalTime,
      closes: '21:00' as LocalTime,
      slotIntervalMin: 15,
      slotAlignment: 'grid',
      minimumNoticeMin: 0,
      horizonDays: 90,
    },
    service: {
      id: 1,
      name: 'Haircut',
      emoji: null,
      description: null,
      category: null,
      durationMin: 60,
      bufferBeforeMin: 0,
      bufferAfterMin: 0,
      slotIntervalMin: null,
      priceMinor: 150_000,
      capacity: 1,
      minimumNoticeMin: null,
      cancellationHours: null,
    },
    specialists: ids.map((id) => ({ id, name: `Specialist ${id}`, durationMin: 60, priceMinor: 150_000 })),
    rules: [],
    blocks: [],
    visits: ids.flatMap((staffId) => datesOfMonth(month).flatMap((date) => visitsOf(staffId, date))),
  }
}

/** From nine to eight in the evening without a break: the last hour is free. */
function visitsOf(staffId: number, date: string): BusyVisit[] {
  const opens = Date.parse(`${date}T09:00:00+03:00`)
  return Array.from({ length: 11 }, (_, index) => {
    const startsAt = new Date(opens + index * hourMs)
    const endsAt = new Date(startsAt.getTime() + hourMs)
    const id = staffId * 100_000 + Number(date.slice(8)) * 100 + index
    return {
      bookingId: id,
      visitId: id,
      sessionId: id,
      staffId,
      serviceId: 1,
      startsAt,
      endsAt,
      busy: { start: startsAt, end: endsAt },
    }
  })
}
