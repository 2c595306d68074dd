import type { Locale } from '../domain/roles.ts'
import { about as aboutEn } from './en/about.ts'
import { blocks as blocksEn } from './en/blocks.ts'
import { admin as adminEn } from './en/admin.ts'
import { booking as bookingEn } from './en/booking.ts'
import { card as cardEn } from './en/card.ts'
import { catalogue as catalogueEn } from './en/catalogue.ts'
import { chat as chatEn } from './en/chat.ts'
import { desk as deskEn } from './en/desk.ts'
import { connect as connectEn } from './en/connect.ts'
import { clients as clientsEn } from './en/clients.ts'
import { dialog as dialogEn } from './en/dialog.ts'
import { exporting as exportingEn } from './en/export.ts'
import { format as formatEn } from './en/format.ts'
import { invite as inviteEn } from './en/invite.ts'
import { hours as hoursEn } from './en/hours.ts'
import { notice as noticeEn } from './en/notice.ts'
import { notes as notesEn } from './en/notes.ts'
import { panel as panelEn } from './en/panel.ts'
import { performer as performerEn } from './en/performer.ts'
import { phone as phoneEn } from './en/phone.ts'
import { privacy as privacyEn } from './en/privacy.ts'
import { refusal as refusalEn } from './en/refusal.ts'
import { request as requestEn } from './en/request.ts'
import { review as reviewEn } from './en/review.ts'
import { schedule as scheduleEn } from './en/schedule.ts'
import { search as searchEn } from './en/search.ts'
import { series as seriesEn } from './en/series.ts'
import { service as serviceEn } from './en/service.ts'
import { setting as settingEn } from './en/setting.ts'
import { staff as staffEn } from './en/staff.ts'
import { start as startEn } from './en/start.ts'
import { summary as summaryEn } from './en/summary.ts'
import { visit as visitEn } from './en/visit.ts'
import { waiting as waitingEn } from './en/waiting.ts'
import { why as whyEn } from './en/why.ts'
import { about } from './ru/about.ts'
import { blocks } from './ru/blocks.ts'
import { admin } from './ru/admin.ts'
import { booking } from './ru/booking.ts'
import { card } from './ru/card.ts'
import { catalogue } from './ru/catalogue.ts'
import { chat } from './ru/chat.ts'
import { desk } from './ru/desk.ts'
import { connect } from './ru/connect.ts'
import { clients } from './ru/clients.ts'
import { dialog } from './ru/dialog.ts'
import { exporting } from './ru/export.ts'
import { format } from './ru/format.ts'
import { invite } from './ru/invite.ts'
import { hours } from './ru/hours.ts'
import { notice } from './ru/notice.ts'
import { notes } from './ru/notes.ts'
import { panel } from './ru/panel.ts'
import { performer } from './ru/performer.ts'
import { phone } from './ru/phone.ts'
import { privacy } from './ru/privacy.ts'
import { refusal } from './ru/refusal.ts'
import { request } from './ru/request.ts'
import { review } from './ru/review.ts'
import { schedule } from './ru/schedule.ts'
import { search } from './ru/search.ts'
import { series } from './ru/series.ts'
import { service } from './ru/service.ts'
import { setting } from './ru/setting.ts'
import { staff } from './ru/staff.ts'
import { start } from './ru/start.ts'
import { summary } from './ru/summary.ts'
import { visit } from './ru/visit.ts'
import { waiting } from './ru/waiting.ts'
import { why } from './ru/why.ts'

const russian = {
  ...start,
  ...about,
  ...chat,
  ...booking,
  ...notes,
  ...panel,
  ...phone,
  ...request,
  ...visit,
  ...waiting,
  ...series,
  ...refusal,
  ...review,
  ...privacy,
  ...desk,
  ...dialog,
  ...card,
  ...blocks,
  ...why,
  ...schedule,
  ...service,
  ...catalogue,
  ...search,
  ...clients,
  ...exporting,
  ...hours,
  ...staff,
  ...performer,
  ...connect,
  ...invite,
  ...setting,
  ...notice,
  ...summary,
  ...admin,
  ...format,
}

const english = {
  ...startEn,
  ...aboutEn,
  ...chatEn,
  ...bookingEn,
  ...notesEn,
  ...panelEn,
  ...phoneEn,
  ...requestEn,
  ...visitEn,
  ...waitingEn,
  ...seriesEn,
  ...refusalEn,
  ...reviewEn,
  ...privacyEn,
  ...deskEn,
  ...dialogEn,
  ...cardEn,
  ...blocksEn,
  ...whyEn,
  ...scheduleEn,
  ...serviceEn,
  ...catalogueEn,
  ...searchEn,
  ...clientsEn,
  ...exportingEn,
  ...hoursEn,
  ...staffEn,
  ...performerEn,
  ...connectEn,
  ...inviteEn,
  ...settingEn,
  ...noticeEn,
  ...summaryEn,
  ...adminEn,
  ...formatEn,
} satisfies Record<keyof typeof russian, string>

export type MessageKey = keyof typeof russian
export type MessageText<Key extends MessageKey> = (typeof russian)[Key]

/** Shown where Telegram reads no HTML: buttons, toasts over a tapped button, command descriptions, documents; and parts of others. */
export type PlainKey = Extract<
  MessageKey,
  | `${string}.button.${string}`
  | `${string}.toast.${string}`
  | `${string}.command.${string}`
  | `${string}.document.${string}`
  | `${string}.part.${string}`
  | `format.${string}`
>
/** Bodies of messages: Telegram HTML. */
export type HtmlKey = Exclude<MessageKey, PlainKey>

export const messages: Record<Locale, Record<MessageKey, string>> = { ru: russian, en: english }
