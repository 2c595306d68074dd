import type { Served } from '../schema/served.ts'
import type { Handler } from './call.ts'
import { deleteMyCommands, getMyCommands, setMyCommands } from './commands.ts'
import * as edits from './edits.ts'
import * as media from './media.ts'
import * as messages from './messages.ts'
import * as profile from './profile.ts'
import * as updates from './updates.ts'

/** Every served method with its handler; the schema of its parameters stands under the same name in schema/methods.json. */
export const handlers: { readonly [M in Served]: Handler<M> } = {
  getMe: updates.getMe,
  getUpdates: updates.getUpdates,
  setWebhook: updates.setWebhook,
  deleteWebhook: updates.deleteWebhook,
  getWebhookInfo: updates.getWebhookInfo,
  answerCallbackQuery: updates.answerCallbackQuery,
  sendMessage: messages.sendMessage,
  sendLocation: messages.sendLocation,
  sendVenue: messages.sendVenue,
  sendContact: messages.sendContact,
  sendChatAction: messages.sendChatAction,
  copyMessage: messages.copyMessage,
  forwardMessage: messages.forwardMessage,
  sendPhoto: media.sendPhoto,
  sendDocument: media.sendDocument,
  sendMediaGroup: media.sendMediaGroup,
  getFile: media.getFile,
  editMessageText: edits.editMessageText,
  editMessageCaption: edits.editMessageCaption,
  editMessageReplyMarkup: edits.editMessageReplyMarkup,
  editMessageMedia: edits.editMessageMedia,
  deleteMessage: edits.deleteMessage,
  deleteMessages: edits.deleteMessages,
  pinChatMessage: edits.pinChatMessage,
  unpinChatMessage: edits.unpinChatMessage,
  setMessageReaction: edits.setMessageReaction,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton: profile.setChatMenuButton,
  getChatMenuButton: profile.getChatMenuButton,
  setMyName: profile.setMyName,
  setMyDescription: profile.setMyDescription,
  setMyShortDescription: profile.setMyShortDescription,
  getChat: profile.getChat,
  getChatMember: profile.getChatMember,
}
