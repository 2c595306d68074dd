import type { BotContext } from '../../bot-context.ts'
import type { Dialog } from '../../dialogs/dialog.ts'
import type { Screen } from '../../screen.ts'
import { askForPhone, definePhoneDialog } from '../phone-question.ts'
import { bookAndShow } from './book.ts'
import type { Start } from './buttons.ts'
import { notesIn, startOf, underWay, type KeptNotes, type VisitUnderWay } from './kept-notes.ts'
import { summaryHome } from './summary.ts'

interface BookingUnderWay extends VisitUnderWay {
  /** The fingerprint of the terms that the summary showed. */
  readonly seen: number
}

interface BookingToFinish {
  readonly start: Start
  readonly notes: KeptNotes | null
  readonly seen: number
  readonly country: string
}

/** Asks for the phone before the visit is booked; with the answer the booking goes on where it was. */
export async function askPhone(
  ctx: BotContext,
  { start, notes, seen, country }: BookingToFinish,
): Promise<Screen | null> {
  return await askForPhone(ctx, phoneDialog(), { ...underWay(start, notes), seen, country })
}

export function phoneDialog(): Dialog {
  return definePhoneDialog<BookingUnderWay>({
    name: 'phone',
    home: summaryHome,
    goOn: async (ctx, answers) => {
      const booked = await bookAndShow(ctx, startOf(answers), notesIn(answers), answers.seen)
      if (booked.outcome === 'phone_required') throw new Error('a phone was recorded and is still asked for')
      if (booked.outcome === 'booked') return { outcome: 'done', screen: booked.screen }
      return { outcome: 'home', answers, screen: booked.screen }
    },
  })
}
