import { Composer } from 'telegraf'
import { listServices } from '../../../usecases/list-services.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Desk } from '../../client/booking/buttons.ts'
import { askForNote } from '../../client/booking/add-note.ts'
import { openServices } from '../../client/booking/choose-service.ts'
import { openService } from '../../client/booking/choose-specialist.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import type { Section } from '../section.ts'
import { bookForClient } from './book-for-client.ts'
import { askClientButton, newBookingButton, servedClientButton, servedNoteButton } from './buttons.ts'
import { chooseClientScreens, findClientDialog } from './choose-client.ts'
import { enterClientDialog } from './enter-client.ts'

/** A visit for somebody who came or called: first who it is, then the client's own screens. */
export const newBooking: Section = {
  permission: 'bookings',
  onPanel: [{ label: 'panel.button.new_booking', data: newBookingButton.pack({ page: 0 }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      chooseClientScreens(),
      onTap(askClientButton, async (ctx, { how, from, date }) => {
        return await beginDialog(ctx, how === 'find' ? findClientDialog : enterClientDialog, { from, date })
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

/** With a single service there is nothing to choose. */
async function beginFor(ctx: BotContext, desk: Desk): Promise<Screen> {
  const { services } = await listServices(ctx.services.useCases, ctx.actor)
  const [only, ...others] = services
  const screen = only && others.length === 0 ? await openService(ctx, [only.id], desk) : null
  return screen ?? (await openServices(ctx, 0, desk))
}
