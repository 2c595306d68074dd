import type { MessageView } from '../../playground/screen.ts'
import type { Person } from '../../playground/people.ts'
import type { Premises } from '../support/premises.ts'
import { until } from '../support/until.ts'

/** Messages that ask whether the person will come. */
export function reminders(person: Person): MessageView[] {
  return person
    .screen()
    .messages.filter(({ buttons }) => buttons.flat().some(({ data = '' }) => data.startsWith('come.')))
}

export function countReminders(person: Person): number {
  return reminders(person).length
}

/** Until nothing that is due is left to do, and nothing is being done. */
export async function delivered({
  db,
  clock,
  telegram,
}: Pick<Premises, 'db' | 'clock' | 'telegram'>): Promise<void> {
  await until(async () => {
    const [row] = await db.query<{ left: number }>(
      `select count(*) as left from tasks
        where status = 'doing' or (status = 'pending' and due_at <= $1::timestamptz)`,
      [clock.now()],
    )
    return row?.left === 0
  })
  await telegram.idle()
}
