import { limits, rules } from '../rules.ts'
import { Webhook } from '../webhook.ts'
import type { Call, Handler } from './call.ts'

export const getMe: Handler<'getMe'> = ({ bot }) => ({
  ...bot.user,
  first_name: bot.profile.get('name/') ?? bot.user.first_name,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
})

export const getUpdates: Handler<'getUpdates'> = (call) => {
  const { bot, args, signal } = call
  if (bot.webhook !== null) throw rules.webhookActive()
  readAllowedUpdates(call)
  bot.forgetOldTaps()
  const poll = {
    offset: args.integer('offset') ?? 0,
    limit: clamp(args.integer('limit') ?? 100, 1, 100),
    timeout: clamp(args.integer('timeout') ?? 0, 0, 50),
  }
  return bot.updates.poll(poll, signal)
}

/** Plain http is taken for addresses of this machine; the official server wants https. */
export const setWebhook: Handler<'setWebhook'> = async (call): Promise<true> => {
  const { bot, args } = call
  const url = args.text('url')
  if (url !== '' && !/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(url))
    throw rules.badWebhook()
  await bot.webhook?.stop()
  bot.webhook = null
  readAllowedUpdates(call)
  if (args.flag('drop_pending_updates')) bot.updates.drop(() => true)
  if (url === '') return true
  bot.updates.endPoll(rules.pollEndedByWebhook())
  bot.webhook = new Webhook(call.world, bot.updates, {
    url,
    secretToken: args.text('secret_token'),
    maxConnections: clamp(args.integer('max_connections') ?? 40, 1, 100),
    retryMs: call.webhookRetryMs,
    forgetOldTaps: () => bot.forgetOldTaps(),
  })
  bot.webhook.wake()
  return true
}

export const deleteWebhook: Handler<'deleteWebhook'> = async ({ bot, args }): Promise<true> => {
  await bot.webhook?.stop()
  bot.webhook = null
  if (args.flag('drop_pending_updates')) bot.updates.drop(() => true)
  return true
}

export const getWebhookInfo: Handler<'getWebhookInfo'> = ({ bot }) => {
  const { webhook, updates } = bot
  return {
    url: webhook?.target.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.pending.length,
    ...(webhook === null ? {} : { max_connections: webhook.target.maxConnections }),
    ...(webhook?.lastError == null ? {} : webhook.lastError),
    ...(updates.allowed.length === 0 ? {} : { allowed_updates: [...updates.allowed] as never }),
  }
}

export const answerCallbackQuery: Handler<'answerCallbackQuery'> = ({ world, bot, args }) => {
  const callback = bot.callbacks.get(args.text('callback_query_id'))
  const deliveredAt = callback?.deliveredAt ?? null
  if (callback === undefined || deliveredAt === null) throw rules.queryTooOld()
  bot.callbacks.delete(callback.id)
  if (world.now() - deliveredAt > limits.callbackAnswer) throw rules.queryTooOld()
  if (args.has('text')) {
    const toast = { text: args.text('text'), alert: args.flag('show_alert'), botId: bot.user.id }
    world.toasts.set(callback.personId, [...(world.toasts.get(callback.personId) ?? []), toast])
    world.announce(() => ({ kind: 'toast', toast, personId: callback.personId, botId: bot.user.id }))
  }
  world.stir()
  return true
}

function readAllowedUpdates({ bot, args }: Call): void {
  const allowed = args.list('allowed_updates')
  if (allowed !== undefined) bot.updates.allowed = allowed.map(String)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
