import type { EventAttributes } from 'ics'

/** One visit as a calendar shows it. Texts are plain; what they hold of markup or line breaks is shown as typed. */
export interface CalendarEvent {
  /** The same for a visit at every time it has: that is how a calendar knows it again. */
  readonly uid: string
  /** Grows with each change of the visit: a calendar keeps the event with the highest. */
  readonly sequence: number
  readonly startsAt: Date
  readonly endsAt: Date
  readonly title: string
  readonly description: string
  readonly location: string | null
  readonly url: string
  /** `tentative`: it may still come to nothing. */
  readonly status: 'tentative' | 'confirmed' | 'cancelled'
  /** The instant at which the file is made. */
  readonly now: Date
}

/** The event as an iCalendar file (RFC 5545), times in UTC. */
export async function createCalendarFile(event: CalendarEvent): Promise<Buffer> {
  // Eleven megabytes and an eighth of a second that most processes never need.
  const { createEvent } = await import('ics')
  const { error, value } = createEvent(attributesOf(event))
  if (value === null) throw error ?? new Error('an event became no calendar file')
  return Buffer.from(foldAgain(value))
}

const statuses = { tentative: 'TENTATIVE', confirmed: 'CONFIRMED', cancelled: 'CANCELLED' } as const

function attributesOf(event: CalendarEvent): EventAttributes {
  const { uid, sequence, title, description, location, url, status } = event
  const attributes: EventAttributes & { readonly timestamp: number } = {
    uid,
    sequence,
    productId: '-//Telegram Booking//Visits//EN',
    method: status === 'cancelled' ? 'CANCEL' : 'PUBLISH',
    status: statuses[status],
    // The library knows it, its types do not; without it DTSTAMP would be the machine's time.
    timestamp: event.now.getTime(),
    start: event.startsAt.getTime(),
    end: event.endsAt.getTime(),
    startOutputType: 'utc',
    endOutputType: 'utc',
    title: printable(title),
    description: printable(description),
    ...(location !== null && { location: printable(location) }),
    url,
  }
  return attributes
}

/** The library escapes line feeds only, and lets control characters through that no content line may hold. */
function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .trim()
}

const mostOctets = 75

/** The library folds after 75 characters; the standard counts octets, and a Cyrillic letter has two. */
function foldAgain(file: string): string {
  return file.replaceAll('\r\n\t', '').split('\r\n').map(fold).join('\r\n')
}

function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > mostOctets) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
