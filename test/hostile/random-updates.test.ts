import { afterEach, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Person } from '../../playground/people.ts'
import * as booking from '../../src/bot/client/booking/buttons.ts'
import * as waiting from '../../src/bot/client/waiting-list/buttons.ts'
import * as mine from '../../src/bot/client/my-bookings/buttons.ts'
import * as dialogs from '../../src/bot/dialogs/buttons.ts'
import type { LocalDate, LocalMonth } from '../../src/domain/local-time.ts'
import { backendKinds } from '../support/backends.ts'
import type { Salon } from '../support/salon.ts'
import { expectNothingBroken, openPatientSalon, settled } from './hostile-salon.ts'
import { randomUpdate, type RandomUpdate } from './random-updates.ts'

/** The updates of a run are the same each time: what fails once fails again. */
const seed = 20_260_302
const updatesOfRun = 5000
const atOnce = 250

const date = '2026-03-03' as LocalDate
const place = { date, page: 0 }
const target = { serviceIds: [1], staffId: null, movingBookingId: null, clientId: null }
const startsAt = new Date('2026-03-03T09:00:00Z')

const buttons = [
  booking.chooseServiceButton.pack({}),
  booking.serviceButton.pack(target),
  booking.servicesPageButton.pack({ clientId: null, page: 1 }),
  booking.specialistsButton.pack(target),
  booking.specialistsPageButton.pack({ ...target, page: 1 }),
  booking.specialistCardButton.pack({ ...target, staffId: 1 }),
  booking.bookAgainButton.pack({ bookingId: 1 }),
  booking.monthButton.pack({ ...target, month: '2026-03' as LocalMonth }),
  booking.dayButton.pack({ ...target, ...place }),
  booking.timeButton.pack({ ...target, ...place, startsAt }),
  booking.confirmButton.pack({ ...target, ...place, startsAt, seen: 1 }),
  booking.confirmMoveButton.pack({ ...target, bookingId: 1, version: 1, ...place, startsAt, seen: 1 }),
  booking.closedDayButton.pack({ date, status: 'full' }),
  mine.myBookingsButton.pack({ scope: 'upcoming', page: 0 }),
  mine.bookingButton.pack({ bookingId: 1 }),
  mine.moveButton.pack({ bookingId: 1 }),
  mine.askCancelButton.pack({ bookingId: 1 }),
  mine.cancelButton.pack({ bookingId: 1, version: 1 }),
  mine.addToCalendarButton.pack({ bookingId: 1 }),
  mine.attendButton.pack({ bookingId: 1, version: 1 }),
  waiting.waitButton.pack({ serviceId: 1, staffId: null, full: 'month', date }),
  waiting.joinButton.pack({ serviceId: 1, staffId: null, full: 'day', date, range: 'any' }),
  waiting.entryButton.pack({ entryId: 1 }),
  waiting.leaveButton.pack({ entryId: 1 }),
  waiting.acceptButton.pack({ bookingId: 1 }),
  waiting.refuseButton.pack({ bookingId: 1 }),
  dialogs.openDialogButton.pack({ dialog: 'add_service' }),
  dialogs.openDialogButton.pack({ dialog: 'add_service' }),
  dialogs.answerButton.pack({ dialog: 'add_service', step: 'minutes', typed: '60' }),
  dialogs.skipButton.pack({ dialog: 'add_service', step: 'price' }),
  dialogs.backButton.pack({ dialog: 'add_service', step: 'price' }),
  dialogs.leaveButton.pack({ dialog: 'add_service' }),
  'about.0',
  'map',
  'nil',
  'lang.en',
  'lang.ru',
]

let salon: Salon

afterEach(async () => {
  await salon.close()
})

test.each(backendKinds)(
  `${updatesOfRun} random updates on %s: the bot answers on, and books`,
  async (backend) => {
    salon = await openPatientSalon({
      backend,
      isDirect: true,
      specialists: ['Мария', 'Ольга'],
      services: [{ name: 'Стрижка' }, { name: 'Маникюр', capacity: 5 }],
      env: { MAX_BOOKINGS_PER_USER: '5' },
    })
    const people = [salon.owner, ...Array.from({ length: 15 }, (_, index) => salon.person(`Клиент ${index}`))]
    for (const person of people) person.sendsWithoutWaiting('/start')
    await settled(salon)
    // The owner is among them often: dialogs are theirs alone.
    const names = [...people, ...Array.from({ length: 4 }, () => salon.owner)].map(({ id }) => ({
      id,
      firstName: salon.telegram.world.accounts.get(id)!.user.first_name,
    }))
    const updates = fc.sample(randomUpdate({ people: names, buttons }), {
      seed: seed + backend.length,
      numRuns: updatesOfRun,
    })
    for (let from = 0; from < updates.length; from += atOnce) {
      giveAll(updates.slice(from, from + atOnce), from)
      await settled(salon)
    }
    expectNothingBroken(salon, isOfWholeUpdate)

    await expectStillWorks()
  },
  600_000,
)

function giveAll(updates: readonly RandomUpdate[], firstIndex: number): void {
  const [bot] = [...salon.telegram.world.bots.values()]
  for (const [index, { content, isWhole }] of updates.entries()) {
    const { callback_query: tap } = content as { callback_query?: { id?: unknown } | null }
    // Numbers of taps are unique; which have to be answered is told from the number.
    if (tap?.id === 'whole') tap.id = `${isWhole ? 'whole' : 'odd'} ${firstIndex + index}`
    salon.telegram.giveUpdate({ id: bot!.user.id }, content)
  }
}

/** Taps of people have numbers of digits only. */
function isOfWholeUpdate(tapId: string): boolean {
  return /^(whole )?\d+$/.test(tapId)
}

/** Somebody new is greeted, and books a visit. */
async function expectStillWorks(): Promise<void> {
  const anna = salon.person('Анна')
  await anna.sends('/start')
  await anna.sees('Здравствуйте, Анна')
  await anna.taps('Записаться')
  await anna.taps('Стрижка')
  await anna.taps('Любой специалист')
  await tapsFirst(anna, /^\[?\d+\]?•?$/)
  await tapsFirst(anna, /^\d\d:\d\d$/)
  await anna.taps('Подтвердить')
  await anna.sees('Вы записаны')
  expectNothingBroken(salon, isOfWholeUpdate)
}

async function tapsFirst(person: Person, label: RegExp): Promise<void> {
  const message = person.lastMessage()
  const button = message.buttons.flat().find(({ text }) => label.test(text))
  await person.tapsData(message, button?.data ?? '')
}
