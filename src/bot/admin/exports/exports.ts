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
  const begun = await beginExport(services.useCases, actor, { what })
  if (!begun.ok) {
    await ctx.refuseTap()
    return null
  }
  await ctx.answerTap(t.plain('export.toast.preparing'))
  const file = newFile(ctx, { what, date: localDateOf(begun.zone, begun.at) })
  for (let after: number | null = 0; after !== null;) {
    const page = await listExportRows(services.useCases, actor, { what, after })
    // Who lost the role meanwhile gets no more.
    if (!page.ok) return null
    await file.add(linesOf(page, begun satisfies Business, t))
    after = page.next
  }
  await file.close()
  // The screen that was tapped is above the file by now.
  await ctx.send(renderExports(t))
  return null
}

/** A file is held in memory until it goes, so a long table goes in several. */
const mostBytes = 4_000_000

function newFile(ctx: BotContext, { what, date }: { readonly what: ExportKind; readonly date: string }) {
  const { texts: t } = ctx
  const separator: Separator = t.locale === 'ru' ? ';' : ','
  const header = byteOrderMark + csvLine(headerOf(what, t), separator)
  let lines = [header]
  let [bytes, rows, part] = [0, 0, 1]

  const send = async () => {
    const name = `${what}-${date}${part === 1 ? '' : `-${part}`}.csv`
    const caption = t.html('export.caption', { what: t.plain(`export.button.${what}`), count: rows })
    await ctx.sendFile({ name, bytes: Buffer.from(lines.join('')) }, caption)
    lines = [header]
    ;[bytes, rows, part] = [0, 0, part + 1]
  }

  return {
    async add(page: readonly (readonly Cell[])[]): Promise<void> {
      for (const cells of page) {
        const line = csvLine(cells, separator)
        lines.push(line)
        bytes += Buffer.byteLength(line)
        rows++
        if (bytes > mostBytes) await send()
      }
    },
    /** An empty table is a file as well: whoever asked sees that there is nothing. */
    async close(): Promise<void> {
      if (rows > 0 || part === 1) await send()
    },
  }
}
