import type { Role } from './roles.ts'

/** What staff may want to hear of, or not. */
export const noticeTopics = [
  'booked',
  'moved',
  'cancelled',
  'pending',
  'low_rating',
  'daily_summary',
] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** What somebody switched on or off; what they never touched is on. */
export type NoticeChoices = Readonly<Partial<Record<NoticeTopic, boolean>>>

/**
 * What a role may switch. A specialist always hears of their own visits and never of anybody else's, so there is nothing
 * to switch about them.
 */
export function topicsFor(role: Role): readonly NoticeTopic[] {
  return role === 'specialist' ? ['daily_summary'] : noticeTopics
}

/** Whether somebody hears of a topic: what they never touched is on. */
export function isWanted(choices: NoticeChoices, topic: NoticeTopic): boolean {
  return choices[topic] ?? true
}
