import { describe, expect, test } from '@jest/globals'
import {
  isHarmlessToRepeat,
  TelegramCallError,
  telegramErrorKind,
  type CallFailure,
} from '../../src/telegram/call-error.ts'

function kindOf(failure: CallFailure, method = 'sendMessage') {
  return telegramErrorKind(new TelegramCallError(method, failure))
}

describe('an answer of Telegram means', () => {
  test.each([
    [
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      'not_modified',
    ],
    [
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
      'query_too_old',
    ],
    [400, 'Bad Request: message to edit not found', 'message_gone'],
    [400, 'Bad Request: message to delete not found', 'message_gone'],
    [400, 'Bad Request: message to copy not found', 'message_gone'],
    [400, 'Bad Request: message to be replied not found', 'message_gone'],
    [400, "Bad Request: message can't be edited", 'message_gone'],
    [400, "Bad Request: message can't be deleted", 'message_gone'],
    [400, 'Bad Request: MESSAGE_ID_INVALID', 'message_gone'],
    [400, 'Bad Request: there is no text in the message to edit', 'message_gone'],
    [400, 'Bad Request: there is no caption in the message to edit', 'message_gone'],
    [400, 'Bad Request: chat not found', 'chat_gone'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'chat_gone'],
    [400, 'Bad Request: message text is empty', 'refused'],
    [400, 'Bad Request: message is too long', 'refused'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'refused'],
    [400, "Bad Request: can't parse entities: Unclosed start tag at byte offset 3", 'refused'],
    [401, 'Unauthorized', 'unauthorized'],
    [401, 'Unauthorized: invalid token specified', 'unauthorized'],
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'blocked'],
    [403, 'Forbidden: user is deactivated', 'blocked'],
    [404, 'Not Found', 'unauthorized'],
    [404, 'Not Found: method not found', 'refused'],
    [
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      'conflict',
    ],
    [
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      'conflict',
    ],
    [413, 'Request Entity Too Large', 'refused'],
    [429, 'Too Many Requests: retry after 5', 'too_many'],
  ])('%i %s → %s', (code, description, kind) => {
    expect(kindOf({ outcome: 'answered', code, description })).toBe(kind)
  })
})

describe('no answer means', () => {
  test.each([
    ['not_sent', 'sendMessage', 'unavailable'],
    ['not_sent', 'editMessageText', 'unavailable'],
    ['gateway', 'sendMessage', 'unavailable'],
    ['unknown', 'sendMessage', 'unknown_outcome'],
    ['unknown', 'sendDocument', 'unknown_outcome'],
    ['unknown', 'editMessageText', 'unavailable'],
    ['unknown', 'getUpdates', 'unavailable'],
  ] as const)('%s, %s → %s', (outcome, method, kind) => {
    expect(kindOf({ outcome, code: null, description: 'socket hang up' }, method)).toBe(kind)
  })
})

test('an error that is no failed call has no kind', () => {
  expect(telegramErrorKind(new TypeError('a bug'))).toBeNull()
  expect(telegramErrorKind(undefined)).toBeNull()
})

test.each([
  ['getMe', true],
  ['getUpdates', true],
  ['setMyCommands', true],
  ['editMessageText', true],
  ['editMessageReplyMarkup', true],
  ['answerCallbackQuery', true],
  ['deleteMessage', true],
  ['deleteWebhook', true],
  ['pinChatMessage', true],
  ['sendChatAction', true],
  ['sendMessage', false],
  ['sendDocument', false],
  ['sendMediaGroup', false],
  ['copyMessage', false],
  ['forwardMessage', false],
  ['answerWebAppQuery', false],
])('%s may be done twice: %s', (method, harmless) => {
  expect(isHarmlessToRepeat(method)).toBe(harmless)
})
