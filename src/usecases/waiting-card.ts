import type { LocalDate } from '../domain/local-time.ts'
import { listServices } from '../storage/services.ts'
import type { Connection } from '../storage/database.ts'
import { countBookableStaff, findSpecialistCard } from '../storage/staff.ts'
import type { StoredEntry } from '../storage/waiting-list.ts'

/** What somebody waits for, as any screen shows it. */
export interface WaitingCard {
  readonly entryId: number
  readonly serviceId: number
  readonly serviceName: string
  readonly serviceEmoji: string | null
  readonly staffId: number | null
  /** Null: any specialist, or there is only one. */
  readonly staffName: string | null
  readonly from: LocalDate
  readonly to: LocalDate
}

export async function toWaitingCard(db: Connection, entry: StoredEntry): Promise<WaitingCard> {
  const { id: entryId, serviceId, staffId, from, to } = entry
  const [service] = await listServices(db, [serviceId])
  if (!service) throw new Error(`entry ${entryId} waits for a service that does not exist`)
  const isNamed = staffId !== null && (await countBookableStaff(db)) > 1
  const staffName = isNamed ? ((await findSpecialistCard(db, staffId))?.name ?? null) : null
  const { name: serviceName, emoji: serviceEmoji } = service
  return { entryId, serviceId, serviceName, serviceEmoji, staffId, staffName, from, to }
}
