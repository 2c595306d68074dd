import { expect } from '@jest/globals'
import type { Premises } from '../support/premises.ts'
import { serviceName, timeOf } from './dialogs.ts'
import type { Visitor } from './visitors.ts'

/** Each of them has one visit, at the time they chose, with everything that belongs to one visit. */
export async function expectOneVisitEach({ db }: Premises, visitors: readonly Visitor[]): Promise<void> {
  const visits = await db.query(
    `select u.telegram_id as person, b.starts_at as "startsAt", b.status,
            (select count(*) from audit_log a where a.entity = 'booking' and a.entity_id = b.id) as entries,
            (select count(*) from tasks k where k.booking_id = b.id and k.kind = 'reminder') as reminders,
            (select count(*) from tasks k where k.booking_id = b.id and k.kind = 'completion') as completions,
            (select count(*) from tasks k where k.booking_id = b.id and k.kind = 'notice') as notices
       from bookings b join users u on u.id = b.user_id
      order by u.telegram_id, b.id`,
  )
  expect(visits).toEqual(
    visitors.map(({ person, number }) => ({
      person: person.id,
      startsAt: timeOf(number).startsAt,
      status: 'confirmed',
      entries: 1,
      reminders: 3,
      completions: 1,
      notices: 1,
    })),
  )
}

/** Each of them added one service. */
export async function expectOneServiceEach({ db }: Premises, visitors: readonly Visitor[]): Promise<void> {
  const services = await db.query(
    `select v.name, v.price_minor as "priceMinor", v.duration_min as "durationMin",
            (select count(*) from audit_log a where a.entity = 'service' and a.entity_id = v.id) as entries
       from services v where v.name not in ('Стрижка', 'Маникюр')
      order by substring(v.name from '[0-9]+')::int, v.id`,
  )
  expect(services).toEqual(
    visitors.map(({ number }) => ({
      name: serviceName(number),
      priceMinor: number % 2 === 0 ? 250_000 : null,
      durationMin: 45,
      entries: 1,
    })),
  )
}
