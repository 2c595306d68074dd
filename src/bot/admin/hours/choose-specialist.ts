import type { Texts } from '../../../i18n/i18n.ts'
import { listStaffHours, type StaffHours } from '../../../usecases/list-staff-hours.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { hoursButton, hoursStaffButton } from './buttons.ts'
import { refuseHours } from './open-week.ts'

export async function openStaffHours(
  ctx: BotContext,
  { page }: { readonly page: number },
): Promise<Screen | null> {
  const list = await listStaffHours(ctx.services.useCases, ctx.actor)
  return list.ok ? renderStaffHours(list, page, ctx.texts) : await refuseHours(ctx, list.reason)
}

export function renderStaffHours(
  { specialists }: Extract<StaffHours, { ok: true }>,
  asked: number,
  t: Texts,
): Screen {
  const { shown, page, pages } = pageOf(specialists, asked, 10)
  return {
    text: t.html('hours.specialists'),
    keyboard: [
      ...shown.map(({ id, name, hasOwnHours }) => [
        button(
          hasOwnHours ? t.plain('hours.button.own_hours', { name: fit(name, 36) }) : name,
          hoursButton.pack({ staffId: id }),
        ),
      ]),
      pager(page, pages, (other) => hoursStaffButton.pack({ page: other }), t),
      backAndHome(hoursButton.pack({ staffId: null }), t),
    ].filter((row) => row.length > 0),
  }
}
