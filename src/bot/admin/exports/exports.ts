import { Composer } from 'telegraf'
import { byteOrderMark, csvLine, type Cell, type Separator } from '../../../documents/csv.ts'
import { exportKinds, type ExportKind } from '../../../domain/exports.ts'
import { localDateOf } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { beginExport } from '../../../usecases/begin-export.ts'
import { listExportRows } from '../../../usecases/list-export-rows.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import type { Section } from '../section.ts'
import { exportButton, exportsButton } from './buttons.ts'
import { headerOf, linesOf, type Business } from './columns.ts'

/** Clients, bookings and the audit log as tables for a spreadsheet. */
export const exporting: Section = {
  permission: 'export',
  onPanel: [{ label: 'panel.button.exports', data: exportsButton.pack({}) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(exportsButton, (ctx) => Promise.resolve(renderExports(ctx.texts))),
      onTap(exportButton, sendExport),
    )
    return composer
  },
}

function renderExports(t: Texts): Screen {
  return {
    text: t.html('export.what'),
    keyboard: [
      ...exportKinds.map((what) => [button(t.plain(`export.button.${what}`), exportButton.pack({ what }))]),
      backAndHome(null, t),
    ],
  }
}

async function sendExport(ctx: BotContext, { what }: { readonly what: ExportKind }): Promise<Screen | null> {
  const { actor, texts: t, services } = ctx
  const messageId = ctx.callbackQuery?.message?.message_id ?? 0
  const begun = await beginExport(services.useCases, actor, { what, messageId })
  if (!begun.ok) {
    if (begun.reason === 'forbidden') await ctx.refuseTap()
    else await ctx.answerTap(t.plain('export.toast.preparing'))
    return null
  }
  const name = t.plain(`export.button.${what}`)
  // Without buttons, since each further tap would be another whole table.
  const toast = t.plain('export.toast.preparing')
  await ctx.show({ text: t.html('export.under_way', { what: name }), keyboard: [], toast })
  let complete = false
  try {
    complete = await sendRows(ctx, { what, name, begun })
  } finally {
    if (!complete) await ctx.send({ text: t.html('export.incomplete', { what: name }), keyboard: [] })
  }
  if (complete) await ctx.send(renderExports(t))
  return null
}

interface Begun extends Business {
  readonly at: Date
}

/** False: whoever asked may not have the rest any more. */
async function sendRows(
  ctx: BotContext,
  { what, name, begun }: { readonly what: ExportKind; readonly name: string; readonly begun: Begun },
): Promise<boolean> {
  const { actor, texts: t, services } = ctx
  const file = newFile(ctx, { what, name, date: localDateOf(begun.zone, begun.at) })
  for (let after: number | null = 0; after !== null;) {
    const page = await listExportRows(services.useCases, actor, { what, after })
    if (!page.ok) return false
    await file.add(linesOf(page, begun, t))
    after = page.next
  }
  await file.close()
  return true
}

/** A file is held in memory until it goes, so a long table goes in several. */
const mostBytes = 4_000_000

function newFile(
  ctx: BotContext,
  { what, name, date }: { readonly what: ExportKind; readonly name: string; readonly date: string },
) {
  const { texts: t } = ctx
  const separator: Separator = t.locale === 'ru' ? ';' : ','
  const header = byteOrderMark + csvLine(headerOf(what, t), separator)
  let lines = [header]
  let [bytes, rows, part] = [0, 0, 1]

  const send = async (place: 'only' | 'part' | 'last') => {
    const fileName = `${what}-${date}${part === 1 ? '' : `-${part}`}.csv`
    const caption = t.html('export.caption', { what: name, count: rows, place, part })
    await ctx.sendFile({ name: fileName, bytes: Buffer.from(lines.join('')) }, caption)
    lines = [header]
    ;[bytes, rows, part] = [0, 0, part + 1]
  }

  return {
    async add(page: readonly (readonly Cell[])[]): Promise<void> {
      for (const cells of page) {
        // Only once there is more to come: until then nobody knows whether a full file is the last.
        if (bytes > mostBytes) await send('part')
        const line = csvLine(cells, separator)
        lines.push(line)
        bytes += Buffer.byteLength(line)
        rows++
      }
    },
    /** An empty table is a file as well: whoever asked sees that there is nothing. */
    async close(): Promise<void> {
      await send(part === 1 ? 'only' : 'last')
    },
  }
}
