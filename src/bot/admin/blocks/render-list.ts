import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { TimeOffList } from '../../../usecases/list-time-off.ts'
import type { OnDay } from '../../on-day.ts'
import { pageOf, pager } from '../../pager.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import type { WayBack } from '../../way-back.ts'
import { backAndHome } from '../navigation.ts'
import {
  blockCardButton,
  breakCardButton,
  newTimeOffButton,
  reviewButton,
  timeOffButton,
  timeOffForButton,
} from './buttons.ts'
import { blockReasonText, blockTime, breakTime, whoText } from './time-off-text.ts'

export type TimeOffs = Extract<TimeOffList, { ok: true }>

const pageSize = 8

/** Breaks first, since they are there each week; then blocks, the nearest first. */
export function renderTimeOffList(list: TimeOffs, page: number, unfinished: boolean, t: Texts): Screen {
  const items = [...breakButtons(list, t), ...blockButtons(list, t)]
  const { shown, page: present, pages } = pageOf(items, page, pageSize)
  const canClose = list.everybody || list.staff.length > 0
  return {
    text: [t.html(items.length === 0 ? 'blocks.list_empty' : 'blocks.list'), t.html('blocks.list_hint')].join(
      '\n\n',
    ),
    keyboard: [
      ...(unfinished ? [[button(t.plain('blocks.button.unfinished'), reviewButton.pack({ page: 0 }))]] : []),
      ...(canClose
        ? [[button(t.plain('blocks.button.new'), newTimeOffButton.pack({ page: 0 }), 'primary')]]
        : []),
      ...shown.map((item) => [item]),
      pager(present, pages, (other) => timeOffButton.pack({ page: other }), t),
      backAndHome(null, t),
    ].filter((row) => row.length > 0),
  }
}

function breakButtons({ breaks, several, today }: TimeOffs, t: Texts): OutgoingButton[] {
  return breaks.map((one) => {
    const data = breakCardButton.pack({ ruleId: one.ruleIds[0] ?? 0 })
    return button(labelOf(breakTime(one, today, t), one, several, t), data)
  })
}

function blockButtons({ blocks, several, zone }: TimeOffs, t: Texts): OutgoingButton[] {
  return blocks.map((one) =>
    button(
      labelOf(blockTime(one.during, zone, t), one, several, t),
      blockCardButton.pack({ blockId: one.id }),
    ),
  )
}

function labelOf(
  when: string,
  of: { readonly staffId: number | null; readonly staffName: string | null; readonly reason: string | null },
  several: boolean,
  t: Texts,
): string {
  const reason = of.reason === null ? null : blockReasonText(of.reason, t)
  return [when, whoText(of, several, t), reason].filter((part) => part !== null).join(' · ')
}

export function renderStaffToClose(
  { staff }: TimeOffs,
  { page, ...begun }: OnDay & WayBack & { readonly page: number },
  t: Texts,
): Screen {
  const { shown, page: present, pages } = pageOf(staff, page, 20)
  return {
    text: t.html('blocks.choose_staff'),
    keyboard: [
      [button(t.plain('blocks.part.everybody'), timeOffForButton.pack({ ...begun, staffId: null }))],
      ...inRows(
        shown.map(({ id, name }) => button(name, timeOffForButton.pack({ ...begun, staffId: id }))),
        2,
      ),
      pager(present, pages, (other) => newTimeOffButton.pack({ ...begun, page: other }), t),
      backAndHome(begun.from ?? timeOffButton.pack({ page: 0 }), t),
    ].filter((row) => row.length > 0),
  }
}
