import type { BotContext } from '../bot-context.ts'

const mostChatsRemembered = 1000

/** An album comes as a message for each of its pictures: its first one is answered for all of them. */
export function answerAlbumOnce() {
  const lastAlbums = new Map<number, string>()

  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const album = albumOf(ctx)
    if (album !== null) {
      if (lastAlbums.get(ctx.sender.id) === album) return
      if (lastAlbums.size >= mostChatsRemembered) lastAlbums.clear()
      lastAlbums.set(ctx.sender.id, album)
    }
    await next()
  }
}

function albumOf({ message }: BotContext): string | null {
  const isGrouped = message !== undefined && 'media_group_id' in message
  return isGrouped ? (message.media_group_id ?? null) : null
}
