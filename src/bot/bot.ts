import { Composer } from 'telegraf'
import type { Update } from 'telegraf/types'
import { panel } from './admin/panel.ts'
import { gate } from './admin/section.ts'
import { sections } from './admin/sections.ts'
import { BotContext, type BotServices } from './bot-context.ts'
import { about } from './client/about.ts'
import { addComment, addNote, nameGuest } from './client/booking/add-note.ts'
import { phoneDialog } from './client/booking/ask-phone.ts'
import { beginBooking } from './client/booking/begin-booking.ts'
import { bookAgain } from './client/booking/book-again.ts'
import { chooseDay } from './client/booking/choose-day.ts'
import { chooseService } from './client/booking/choose-service.ts'
import { chooseSeveral } from './client/booking/choose-several.ts'
import { chooseSpecialist } from './client/booking/choose-specialist.ts'
import { chooseTime } from './client/booking/choose-time.ts'
import { confirmMove } from './client/booking/confirm-move.ts'
import { confirm } from './client/booking/confirm.ts'
import { dayOff } from './client/booking/day-off.ts'
import { specialistCard } from './client/booking/specialist-card.ts'
import { summary } from './client/booking/summary.ts'
import { cancel } from './client/cancel.ts'
import { connectByLink } from './client/connect-staff.ts'
import { help } from './client/help.ts'
import { joinTeam } from './client/join-team.ts'
import { language } from './client/language.ts'
import { addToCalendar } from './client/my-bookings/add-to-calendar.ts'
import { bookingCard } from './client/my-bookings/booking-card.ts'
import { cancelReasonDialog, cancelVisit } from './client/my-bookings/cancel-booking.ts'
import { moveVisit } from './client/my-bookings/move-booking.ts'
import { myBookings } from './client/my-bookings/my-bookings.ts'
import { privacy } from './client/privacy.ts'
import { reviewDialog, reviews } from './client/reviews.ts'
import { seriesPhoneDialog } from './client/series/confirm-series.ts'
import { series } from './client/series/series.ts'
import { takeContact } from './client/shared-contact.ts'
import { start } from './client/start.ts'
import { answerOffer } from './client/waiting-list/answer-offer.ts'
import { waitingEntry } from './client/waiting-list/entry.ts'
import { joinWaiting, waitPhoneDialog } from './client/waiting-list/join.ts'
import type { Dialog } from './dialogs/dialog.ts'
import { leaveDialog, leaveOnTap } from './dialogs/leave-dialog.ts'
import { runDialogs } from './dialogs/run-dialogs.ts'
import { readUpdate } from './known-update.ts'
import { answerAlbumOnce } from './middleware/answer-album-once.ts'
import { answerTheRest } from './middleware/answer-the-rest.ts'
import { catchErrors } from './middleware/catch-errors.ts'
import { keepUpCommands } from './middleware/keep-up-commands.ts'
import { limitRate } from './middleware/limit-rate.ts'
import { loadPerson } from './middleware/load-person.ts'
import { logUpdates } from './middleware/log-updates.ts'
import { privateChatsOnly } from './middleware/private-chats-only.ts'
import { recordMembership } from './middleware/record-membership.ts'

export interface Bot {
  /** Handles one update to its end; fails never, whatever the update is. */
  handle(update: Update): Promise<void>
}

export function createBot(services: BotServices): Bot {
  const ofStaff = sections.flatMap(({ dialogs }) => dialogs?.() ?? [])
  const dialogs = [...ofClients(), ...ofStaff]
  const handle = Composer.compose<BotContext>([
    catchErrors,
    logUpdates,
    limitRate(),
    privateChatsOnly(),
    answerAlbumOnce(),
    recordMembership,
    loadPerson,
    keepUpCommands,

    cancel(),
    leaveDialog(dialogs),
    leaveOnTap([reviewDialog, cancelReasonDialog, ...ofStaff]),
    start(),
    connectByLink(),
    joinTeam(),
    help(),
    language(),
    privacy(),

    beginBooking(),
    chooseService(),
    chooseSeveral(),
    chooseSpecialist(),
    specialistCard(),
    bookAgain(),
    chooseDay(),
    dayOff(),
    chooseTime(),
    summary(),
    addNote(),
    confirm(),
    confirmMove(),

    about(),
    ...ownVisits(),

    joinWaiting(),
    waitingEntry(),
    answerOffer(),

    reviews(),

    ...[panel, ...sections].map(gate),

    runDialogs(dialogs),
    takeContact,
    answerTheRest,
  ])

  return {
    async handle(update) {
      const known = readUpdate(update)
      if (known) await handle(new BotContext(known.update, known.sender, services), () => Promise.resolve())
    },
  }
}

function ofClients(): Dialog[] {
  return [
    addComment(),
    nameGuest(),
    phoneDialog(),
    waitPhoneDialog(),
    seriesPhoneDialog(),
    reviewDialog,
    cancelReasonDialog,
  ]
}

/** The person's own visits, and what they may do with them. */
function ownVisits(): Composer<BotContext>[] {
  return [myBookings(), bookingCard(), addToCalendar(), cancelVisit(), moveVisit(), series()]
}
