import { completeVisit } from '../../../src/usecases/complete-visit.ts'
import { deliverTask } from '../../../src/usecases/deliver-task.ts'
import {
  clearDraft,
  loadDraft,
  markDialogOpen,
  saveDraft,
  takeLostDialog,
} from '../../../src/usecases/drafts.ts'
import { enterChat } from '../../../src/usecases/enter-chat.ts'
import { expireBooking } from '../../../src/usecases/expire-booking.ts'
import { findLanguage } from '../../../src/usecases/find-language.ts'
import { listCommandHolders } from '../../../src/usecases/list-command-holders.ts'
import { loadTaskFacts } from '../../../src/usecases/load-task-facts.ts'
import { messageNoticeOf } from '../../../src/usecases/message-notice.ts'
import { noticeOfTask } from '../../../src/usecases/notice-of-task.ts'
import { prepareTenant } from '../../../src/usecases/prepare-tenant.ts'
import {
  finishUpdate,
  mayTryUpdate,
  putUpdateAside,
  takeUpdatesAside,
} from '../../../src/usecases/put-update-aside.ts'
import { recordReachability } from '../../../src/usecases/record-reachability.ts'
import { findTaskChat, sendNotice, sendTaskMessage } from '../../../src/usecases/send-task-message.ts'
import { findObstacle, settleInHand, settleTask, endingOf } from '../../../src/usecases/task-endings.ts'
import { tellOfUndelivered } from '../../../src/usecases/tell-of-undelivered.ts'
import { tellStaff } from '../../../src/usecases/tell-staff.ts'
import { summaryOfDay } from '../../../src/usecases/summary-of-day.ts'
import { sweepTasks } from '../../../src/usecases/sweep-tasks.ts'
import { isChatTold, noteToldChat } from '../../../src/usecases/told-chats.ts'
import type { PlannedTask, Task } from '../../../src/domain/task.ts'
import { insertTasks, listDueTasks } from '../../../src/storage/tasks.ts'
import type { Stock } from '../../support/stock.ts'
import { bySystem, useCase } from '../../support/use-case-row.ts'

const later = new Date('2026-04-01T09:00:00Z')

/** Of a visit of the stock salon, as if its time had come. */
async function task(stock: Stock, kind: Task['kind'], bookingId: number): Promise<Task> {
  const tasks = await listDueTasks(stock.db, later, 1000)
  const found = tasks.find((one) => one.kind === kind && one.bookingId === bookingId)
  if (!found) throw new Error(`no ${kind} is planned for booking ${bookingId}`)
  return found
}

const reminder = (stock: Stock) => task(stock, 'reminder', stock.bookingId)
const draft = { dialog: 'add_service', step: 'name', answers: {}, version: 7 }
const news = (bookingId: number, staffId: number): PlannedTask => ({
  ...{ kind: 'notice', dedupKey: 'notice:news', dueAt: new Date(0), bookingId, staffId },
  payload: { notice: 'visit_booked' },
})
const typing = 'half-typed answers are nobody’s record'

export const rows = [
  bySystem(
    enterChat,
    (ctx) =>
      enterChat(ctx, {
        updateId: 1,
        telegramId: 4711,
        username: null,
        firstName: 'Новая',
        lastName: null,
        languageCode: 'ru',
      }),
    { unaudited: 'a first message changes nothing but that the person is known' },
  ),
  bySystem(recordReachability, (ctx, { client }) =>
    recordReachability(ctx, { telegramId: client.telegramId, reachable: false }),
  ),
  bySystem(findLanguage, (ctx, { client }) => findLanguage(ctx, client)),
  bySystem(isChatTold, (ctx) => isChatTold(ctx, { id: -100 })),
  bySystem(noteToldChat, (ctx) => noteToldChat(ctx, { id: -100 })),
  bySystem(prepareTenant, (ctx) => prepareTenant({ ...ctx, adminIds: [4712] })),
  bySystem(listCommandHolders, (ctx) => listCommandHolders(ctx)),
  bySystem(completeVisit, async (ctx, stock) =>
    completeVisit(ctx, await task(stock, 'completion', stock.bookingId)),
  ),
  bySystem(expireBooking, async (ctx, stock) =>
    expireBooking(ctx, await task(stock, 'hold_end', stock.requestId)),
  ),
  bySystem(sweepTasks, (ctx) =>
    sweepTasks({ ...ctx, clock: { ...ctx.clock, now: () => later } }, new AbortController().signal),
  ),
  bySystem(deliverTask, async (ctx, stock) =>
    deliverTask(
      { ...ctx, clock: { ...ctx.clock, now: () => later } },
      (await task(stock, 'completion', stock.bookingId)).id,
    ),
  ),
  bySystem(settleTask, async (ctx, stock) => settleTask(ctx, await reminder(stock), { status: 'done' })),
  bySystem(loadTaskFacts, async (ctx, stock) => loadTaskFacts(ctx, await reminder(stock))),
  bySystem(findTaskChat, async (ctx, stock) => findTaskChat(ctx, await reminder(stock))),
  bySystem(sendTaskMessage, async (ctx, stock) =>
    sendTaskMessage(ctx, await reminder(stock), { telegramId: 1, locale: 'ru', role: null }),
  ),
  bySystem(findObstacle, async (ctx, stock) => findObstacle(ctx, await reminder(stock))),
  bySystem(endingOf, async (ctx, stock) => endingOf(ctx, await reminder(stock), { outcome: 'sent' })),
  bySystem(settleInHand, async (ctx, stock) => settleInHand(ctx, await reminder(stock), { status: 'done' })),
  bySystem(
    tellStaff,
    async (ctx, stock) => tellStaff(ctx, (await task(stock, 'notice', stock.bookingId)).id),
    {
      given: async ({ db, bookingId, specialistId }) =>
        await insertTasks(db, [news(bookingId, specialistId)]),
    },
  ),
  bySystem(summaryOfDay, async (ctx, stock) =>
    summaryOfDay(
      ctx,
      { ...(await reminder(stock)), payload: { about: '2026-03-04' } },
      { role: 'super_admin', staffId: null },
    ),
  ),
  bySystem(sendNotice, (ctx) =>
    sendNotice(
      ctx,
      { notice: { kind: 'several', news: [] }, tasks: [] },
      { telegramId: 1, locale: 'ru', role: null },
    ),
  ),
  bySystem(noticeOfTask, async (ctx, stock) =>
    noticeOfTask(ctx, await reminder(stock), { role: null, staffId: null }),
  ),
  bySystem(messageNoticeOf, async (ctx, stock) =>
    messageNoticeOf(ctx, {
      ...(await reminder(stock)),
      payload: { notice: 'message_undelivered', client: stock.client.userId },
    }),
  ),
  bySystem(tellOfUndelivered, async (ctx, stock) =>
    tellOfUndelivered(ctx, {
      ...(await reminder(stock)),
      payload: { notice: 'message', by: stock.owner.staffId },
    }),
  ),
  bySystem(putUpdateAside, (ctx) => putUpdateAside(ctx, { update_id: 1 })),
  bySystem(finishUpdate, (ctx) => finishUpdate(ctx, 1)),
  bySystem(takeUpdatesAside, (ctx) => takeUpdatesAside(ctx, null)),
  bySystem(mayTryUpdate, (ctx) => mayTryUpdate(ctx, 1)),

  useCase(loadDraft, {
    who: 'anyone',
    given: (stock) => saveDraft(stock.ctx, stock.client, { draft, previous: null, ttlMs: 1000 }),
    shows: () => true,
  }),
  useCase(saveDraft, {
    who: 'anyone',
    input: () => ({ draft, previous: null, ttlMs: 1000 }),
    unaudited: typing,
  }),
  useCase(markDialogOpen, { who: 'anyone', input: () => ({ dialog: 'x', version: 1 }), unaudited: typing }),
  useCase(clearDraft, { who: 'anyone', unaudited: typing }),
  useCase(takeLostDialog, { who: 'anyone', unaudited: typing, shows: () => true }),
]
