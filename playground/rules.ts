/** A refusal in the words of the official server; it becomes the answer of the call. */
export class Refusal extends Error {
  readonly code: number
  readonly retryAfter: number | undefined

  constructor(code: number, description: string, retryAfter?: number) {
    super(description)
    this.code = code
    this.retryAfter = retryAfter
  }
}

export const badRequest = (words: string) => new Refusal(400, `Bad Request: ${words}`)

export const rules = {
  unauthorized: () => new Refusal(401, 'Unauthorized'),
  pathNotFound: () => new Refusal(404, 'Not Found'),
  methodNotFound: () => new Refusal(404, 'Not Found: method not found'),
  notServed: (what: string) => new Refusal(501, `Not Implemented: ${what} is not served by the local server`),
  parameterRequired: (name: string) => badRequest(`parameter "${name}" is required`),

  chatIdEmpty: () => badRequest('chat_id is empty'),
  chatNotFound: () => badRequest('chat not found'),
  neverWrote: () => new Refusal(403, "Forbidden: bot can't initiate conversation with a user"),
  blocked: () => new Refusal(403, 'Forbidden: bot was blocked by the user'),
  deactivated: () => new Refusal(403, 'Forbidden: user is deactivated'),

  chatNotSpecified: () => badRequest('chat identifier is not specified'),
  messageNotSpecified: () => badRequest('message identifier is not specified'),
  messageNotFound: (purpose: Purpose) => badRequest(`message to ${purpose} not found`),
  notModified: () =>
    badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ),
  cantBeEdited: () => badRequest("message can't be edited"),
  cantBeDeleted: () => badRequest("message can't be deleted for everyone"),
  nothingToEdit: (what: 'text' | 'caption') => badRequest(`there is no ${what} in the message to edit`),

  textEmpty: () => badRequest('message text is empty'),
  textBlank: () => badRequest('text must be non-empty'),
  textTooLong: () => badRequest('message is too long'),
  editTooLong: () => badRequest('MESSAGE_TOO_LONG'),
  captionTooLong: () => badRequest('message caption is too long'),
  cantParseEntities: (why: string) => badRequest(`can't parse entities: ${why}`),

  buttonDataInvalid: () => badRequest('BUTTON_DATA_INVALID'),
  textButton: () =>
    badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
  buttonTextEmpty: () => badRequest('inline keyboard button text must be non-empty'),
  buttonUrlInvalid: (url: string) =>
    badRequest(`inline keyboard button URL '${url}' is invalid: Unsupported URL protocol`),
  keyboardTooLong: () => badRequest('reply markup is too long'),

  queryTooOld: () => badRequest('query is too old and response timeout expired or query ID is invalid'),
  tooFast: (seconds: number) => new Refusal(429, `Too Many Requests: retry after ${seconds}`, seconds),

  otherPoller: () =>
    new Refusal(
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    ),
  pollEndedByWebhook: () => new Refusal(409, 'Conflict: terminated by setWebhook request'),
  webhookActive: () =>
    new Refusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ),
  badWebhook: () => badRequest('bad webhook: An HTTPS URL must be provided for webhook'),

  noFileInRequest: (kind: string) => badRequest(`there is no ${kind} in the request`),
  wrongFile: () => badRequest('wrong file identifier/HTTP URL specified'),
  unknownFile: () => badRequest('invalid file_id'),
  wrongAction: () => badRequest('wrong parameter action in request'),
}

export type Purpose = 'edit' | 'delete' | 'copy' | 'forward' | 'pin' | 'unpin' | 'react'

export const limits = {
  text: 4096,
  caption: 1024,
  callbackDataBytes: 64,
  keyboardButtons: 100,
  /** Milliseconds from the delivery of a callback query in which it may be answered. */
  callbackAnswer: 15_000,
  /** Milliseconds that a callback query waits for its delivery. */
  callbackDelivery: 150_000,
  /** Milliseconds from sending in which a bot may delete a message. */
  deletion: 48 * 3_600_000,
}
