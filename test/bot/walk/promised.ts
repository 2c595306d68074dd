import { may, type Permission, type Role } from '../../../src/domain/roles.ts'

/** Whom a button is for: whoever holds the permission for everybody's things, at least for their own, or for no more. */
type Promised = readonly [Permission, 'own' | 'anybodys' | 'no_more_than_own']

/** By the folder of a screen; what differs within it, by the button's name. */
const promised: Readonly<Record<string, Promised>> = {
  panel: ['schedule_read', 'own'],
  bookings: ['bookings', 'own'],
  'new-booking': ['bookings', 'own'],
  schedule: ['schedule_read', 'own'],
  ss: ['schedule_read', 'anybodys'],
  search: ['bookings', 'own'],
  clients: ['clients', 'anybodys'],
  cl: ['clients_read', 'own'],
  clo: ['clients_read', 'own'],
  clv: ['clients_read', 'own'],
  services: ['services', 'anybodys'],
  staff: ['staff', 'anybodys'],
  stl: ['staff_read', 'anybodys'],
  stme: ['staff_read', 'no_more_than_own'],
  sts: ['staff_read', 'own'],
  stt: ['services', 'anybodys'],
  stx: ['services', 'anybodys'],
  stxe: ['services', 'anybodys'],
  sto: ['staff_read', 'own'],
  stp: ['staff_read', 'own'],
  stv: ['staff_read', 'own'],
  hours: ['schedule', 'anybodys'],
  hrs: ['schedule_read', 'own'],
  hrd: ['schedule_read', 'own'],
  blocks: ['blocks', 'own'],
  admins: ['staff', 'anybodys'],
  settings: ['settings', 'anybodys'],
  exports: ['export', 'anybodys'],
  why: ['schedule_read', 'own'],
  notices: ['notices', 'own'],
}

/** Null: the button is of no screen that is known here. */
export function isPromised(
  { name, folder }: { readonly name: string; readonly folder: string | null },
  role: Role | null,
): boolean | null {
  const [permission, whose] = promised[name] ?? promised[folder ?? ''] ?? []
  if (permission === undefined) return null
  if (whose === 'no_more_than_own') return may(role, permission, 'own') && !may(role, permission)
  return may(role, permission, whose)
}
