import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { closeHolidays, type CloseHolidaysInput } from '../../../usecases/close-holidays.ts'
import type { HolidayList, ListedHoliday } from '../../../usecases/holidays-of.ts'
import { viewHolidays } from '../../../usecases/view-holidays.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { closeHolidaysButton, holidaysButton, specialDayButton, specialDaysButton } from './buttons.ts'
import { refuseHours } from './open-week.ts'
import { daysText, renderSavedDays } from './special-days.ts'

interface Choice {
  readonly page: number
  /** Places in the list, from 0. */
  readonly chosen: readonly number[]
  /** The fingerprint of the list that they were chosen from; null: nothing is chosen yet. */
  readonly seen: number | null
}

export async function openHolidays(ctx: BotContext, choice: Choice): Promise<Screen | null> {
  const list = await viewHolidays(ctx.services.useCases, ctx.actor)
  if (!list.ok) return await refuseHours(ctx, list.reason)
  const isAsShown = choice.seen === null || choice.seen === list.seen
  return isAsShown ? renderHolidays(list, choice, ctx.texts) : renderChanged(list, ctx.texts)
}

export async function closeChosen(ctx: BotContext, input: CloseHolidaysInput): Promise<Screen | null> {
  const { services, actor, texts: t } = ctx
  const result = await closeHolidays(services.useCases, actor, input)
  if (result.ok) return renderSavedDays(result.list, null, result.leftOutside, t)
  return result.reason === 'forbidden' ? await refuseHours(ctx, result.reason) : renderChanged(result, t)
}

/** Another list than was chosen from: nothing is chosen in it. */
function renderChanged(list: HolidayList, t: Texts): Screen {
  return withNotice(t.html('hours.holidays_changed'), renderHolidays(list, { page: 0, chosen: [] }, t))
}

export function renderHolidays(
  { country, holidays, seen }: HolidayList,
  { page: asked, chosen: wanted }: Pick<Choice, 'page' | 'chosen'>,
  t: Texts,
): Screen {
  const chosen = wanted.filter((index) => holidays[index]?.isSet === false)
  const all = holidays.flatMap(({ isSet }, index) => (isSet ? [] : [index]))
  const listed = holidays.map((holiday, index) => ({ holiday, index }))
  const { shown, page, pages } = pageOf(listed, asked, pageSize)
  const show = (choice: readonly number[], other = page) =>
    holidaysButton.pack({ page: other, chosen: choice, seen })
  const toggle = (index: number) => all.filter((one) => chosen.includes(one) !== (one === index))
  const name = new Intl.DisplayNames([t.locale], { type: 'region' }).of(country) ?? country
  return {
    text:
      holidays.length === 0
        ? t.html('hours.no_holidays', { country: name })
        : t.html('hours.holidays', { country: name }),
    keyboard: [
      ...shown.map(({ holiday, index }) => [
        holidayButton(holiday, chosen.includes(index), show(toggle(index)), t),
      ]),
      pager(page, pages, (other) => show(chosen, other), t),
      chosen.length === all.length ? [] : [button(t.plain('hours.button.all_holidays'), show(all))],
      chosen.length === 0
        ? []
        : [
            button(
              t.plain('hours.button.close_holidays', { count: chosen.length }),
              closeHolidaysButton.pack({ chosen, seen }),
              'success',
            ),
          ],
      backAndHome(specialDaysButton.pack({ staffId: null, month: null }), t),
    ].filter((row) => row.length > 0),
  }
}

const pageSize = 12

function holidayButton(listed: ListedHoliday, isChosen: boolean, toggle: string, t: Texts): OutgoingButton {
  const { isSet, from, name } = listed
  const mark = isSet ? 'set' : isChosen ? 'chosen' : 'none'
  const label = t.plain('hours.button.holiday', { mark, days: daysText(listed, t), holiday: name })
  return button(label, isSet ? specialDayButton.pack({ staffId: null, date: from }) : toggle)
}
