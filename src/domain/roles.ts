/** Who may do most first. */
export const roles = ['super_admin', 'moderator', 'specialist'] as const
export type Role = (typeof roles)[number]
export type Locale = 'ru' | 'en'

export type Permission =
  | 'bookings'
  | 'blocks'
  | 'services'
  | 'clients'
  | 'clients_read'
  | 'schedule'
  | 'schedule_read'
  | 'broadcast'
  | 'bulk'
  | 'staff'
  | 'staff_read'
  | 'texts'
  | 'settings'
  | 'export'
  | 'audit'
  /** What one is told of by the bot: everybody decides it for themselves, and nobody for others. */
  | 'notices'

/** Whose bookings, clients or hours a permission reaches: everybody's, or only what is the person's own. */
type Reach = 'all' | 'own'

/** What is not written here is refused. */
const permissions: Readonly<Record<Role, Readonly<Partial<Record<Permission, Reach>>>>> = {
  super_admin: {
    bookings: 'all',
    blocks: 'all',
    services: 'all',
    clients: 'all',
    clients_read: 'all',
    schedule: 'all',
    schedule_read: 'all',
    broadcast: 'all',
    bulk: 'all',
    staff: 'all',
    staff_read: 'all',
    texts: 'all',
    settings: 'all',
    export: 'all',
    audit: 'all',
    notices: 'own',
  },
  moderator: {
    bookings: 'all',
    blocks: 'all',
    services: 'all',
    clients: 'all',
    clients_read: 'all',
    schedule: 'all',
    schedule_read: 'all',
    broadcast: 'all',
    bulk: 'all',
    notices: 'own',
    staff_read: 'all',
  },
  specialist: {
    bookings: 'own',
    blocks: 'own',
    clients_read: 'own',
    schedule_read: 'own',
    notices: 'own',
    staff_read: 'own',
  },
}

/**
 * Whether a role (null: a client) holds a permission. Asked without `whose`, the answer is about everybody's things,
 * so that a use case which forgets to look at the owner refuses a specialist rather than letting them in.
 */
export function may(
  role: Role | null,
  permission: Permission,
  whose: 'own' | 'anybodys' = 'anybodys',
): boolean {
  const reach = role === null ? undefined : permissions[role][permission]
  return reach === 'all' || (reach === 'own' && whose === 'own')
}
