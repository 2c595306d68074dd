import type { Database, Transaction } from '../src/storage/database.ts'
import { insertService, type NewService } from '../src/storage/services.ts'
import { insertStaff } from '../src/storage/staff.ts'

export interface SmallSalon {
  readonly name: string
  readonly zone: string
  readonly currency: string
  readonly address: string
  readonly phone: string
  readonly owner: string
  readonly client: string
  readonly specialists: readonly string[]
  /** `by`: indexes of the specialists who perform it; left out: all of them. */
  readonly services: readonly (NewService & { readonly by?: readonly number[] })[]
}

const russian: SmallSalon = {
  name: 'Салон «Веранда»',
  zone: 'Europe/Moscow',
  currency: 'RUB',
  address: 'ул. Садовая, 12',
  phone: '+74951234567',
  owner: 'Вера',
  client: 'Анна',
  specialists: ['Мария', 'Ольга', 'Дмитрий'],
  services: [
    { name: 'Женская стрижка', emoji: '💇‍♀️', durationMin: 60, bufferAfterMin: 15, priceMinor: 250_000 },
    { name: 'Мужская стрижка', emoji: '💈', durationMin: 45, priceMinor: 180_000, by: [1, 2] },
    { name: 'Маникюр', emoji: '💅', durationMin: 90, priceMinor: 220_000, by: [0] },
    { name: 'Массаж спины', emoji: '💆', durationMin: 30, bufferAfterMin: 15, priceMinor: 200_000, by: [2] },
    { name: 'Окрашивание', emoji: '🎨', durationMin: 150, priceMinor: null, by: [0, 1] },
  ],
}

const english: SmallSalon = {
  name: 'Veranda Salon',
  zone: 'Europe/London',
  currency: 'GBP',
  address: '12 Garden Street',
  phone: '+442071234567',
  owner: 'Vera',
  client: 'Anna',
  specialists: ['Maria', 'Olga', 'David'],
  services: [
    { name: "Women's haircut", emoji: '💇‍♀️', durationMin: 60, bufferAfterMin: 15, priceMinor: 4500 },
    { name: "Men's haircut", emoji: '💈', durationMin: 45, priceMinor: 3000, by: [1, 2] },
    { name: 'Manicure', emoji: '💅', durationMin: 90, priceMinor: 3800, by: [0] },
    { name: 'Back massage', emoji: '💆', durationMin: 30, bufferAfterMin: 15, priceMinor: 3500, by: [2] },
    { name: 'Colouring', emoji: '🎨', durationMin: 150, priceMinor: null, by: [0, 1] },
  ],
}

export const salons = { ru: russian, en: english }

/** Fills a migrated, empty tenant. One that has staff already is left as it is. */
export async function seedSalon(db: Database, salon: SmallSalon, ownerId: number, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const [found] = await tx.query<{ count: number }>('select count(*) as count from staff')
    if (found?.count !== 0) return
    const specialists = await addStaff(tx, salon, ownerId, at)
    await addServices(tx, salon, specialists)
    await addHours(tx, specialists)
    await addSettings(tx, salon, at)
  })
}

async function addStaff(tx: Transaction, salon: SmallSalon, ownerId: number, at: Date): Promise<number[]> {
  await insertStaff(tx, { name: salon.owner, telegramId: ownerId, role: 'super_admin', bookable: false, at })
  const ids: number[] = []
  for (const name of salon.specialists) {
    const id = await insertStaff(tx, { name, telegramId: null, role: 'none', bookable: true, at })
    if (id !== undefined) ids.push(id)
  }
  return ids
}

async function addServices(
  tx: Transaction,
  salon: SmallSalon,
  specialists: readonly number[],
): Promise<void> {
  for (const { by, ...service } of salon.services) {
    const { id } = await insertService(tx, service)
    const staffIds = specialists.filter((_, index) => by?.includes(index))
    await tx.query(
      `insert into staff_services (staff_id, service_id)
       select staff_id, $2::bigint from unnest($1::bigint[]) as staff_id`,
      [staffIds, id],
    )
  }
}

/** Tuesday to Friday 10–20, Saturday 10–18, closed on Sunday; Monday short. Lunch is at a time of one's own. */
async function addHours(tx: Transaction, specialists: readonly number[]): Promise<void> {
  await tx.query(
    `insert into schedule_rules (kind, weekday, opens, closes, closed)
     values ('open', 1, '12:00', '20:00', false), ('open', 2, '10:00', '20:00', false),
            ('open', 3, '10:00', '20:00', false), ('open', 4, '10:00', '20:00', false),
            ('open', 5, '10:00', '20:00', false), ('open', 6, '10:00', '18:00', false),
            ('open', 7, null, null, true)`,
  )
  await tx.query(
    `insert into schedule_rules (staff_id, kind, weekday, opens, closes)
     select staff_id, 'break', weekday, time '13:00' + (number - 1) * interval '30 minutes',
            time '13:30' + (number - 1) * interval '30 minutes'
       from unnest($1::bigint[]) with ordinality as specialist (staff_id, number), generate_series(1, 6) as weekday`,
    [specialists],
  )
}

async function addSettings(tx: Transaction, salon: SmallSalon, at: Date): Promise<void> {
  const values = {
    address: salon.address,
    phone: salon.phone,
    currency: salon.currency,
    slot_interval_minutes: 30,
  }
  await tx.query(
    `insert into settings (key, value, updated_at)
     select key, value, $2::timestamptz from jsonb_each($1::jsonb)`,
    [JSON.stringify(values), at],
  )
}
