/** What an owner can take out of the bot as a table. */
export const exportKinds = ['clients', 'bookings', 'audit'] as const
export type ExportKind = (typeof exportKinds)[number]
