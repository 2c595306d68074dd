import { Composer } from 'telegraf'
import type { BotContext } from '../../bot-context.ts'
import { askForNote } from '../../client/booking/add-note.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Section } from '../section.ts'
import { beginFor } from './begin-for.ts'
import { bookForClient } from './book-for-client.ts'
import { askClientButton, newBookingButton, servedClientButton, servedNoteButton } from './buttons.ts'
import { chooseClientScreens, findClientDialog } from './choose-client.ts'
import { askNewClient, enterClientDialog } from './enter-client.ts'

/** A visit for somebody who came or called: first who it is, then the client's own screens. */
export const newBooking: Section = {
  permission: 'bookings',
  onPanel: [{ label: 'panel.button.new_booking', data: newBookingButton.pack({ page: 0 }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      chooseClientScreens(),
      onTap(askClientButton, async (ctx, { how, from, date }) => {
        return how === 'find'
          ? await beginDialog(ctx, findClientDialog, { from, date })
          : await askNewClient(ctx, { comes: how === 'enter', from, date })
      }),
      onTap(servedClientButton, beginFor),
      onTap(servedNoteButton, async (ctx, { note, ...start }) => {
        return await askForNote(ctx, note, { ...start, movingBookingId: null })
      }),
      bookForClient(),
    )
    return composer
  },
  dialogs: () => [findClientDialog, enterClientDialog],
}
