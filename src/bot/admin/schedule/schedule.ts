import { Composer } from 'telegraf'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import type { Section } from '../section.ts'
import {
  scheduleDayButton,
  scheduleMonthButton,
  schedulePictureButton,
  scheduleStaffButton,
  scheduleWeekButton,
} from './buttons.ts'
import { openStaffChoice } from './choose-staff.ts'
import { openScheduleDay } from './day.ts'
import { openScheduleMonth } from './month.ts'
import { sendSchedulePicture } from './send-picture.ts'
import { openScheduleWeek } from './week.ts'

const today = { date: null, staffId: null, page: 0 }

/** Who comes when: today first, then any day, week and month, of one specialist or of all. */
export const schedule: Section = {
  permission: 'schedule_read',
  onPanel: [{ label: 'panel.button.schedule', data: scheduleDayButton.pack(today) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(scheduleDayButton, openScheduleDay),
      onTap(scheduleWeekButton, openScheduleWeek),
      onTap(scheduleMonthButton, openScheduleMonth),
      onTap(scheduleStaffButton, openStaffChoice),
      onTap(schedulePictureButton, sendSchedulePicture),
    )
    return composer
  },
  commands: [
    { name: 'today', open: (ctx) => openScheduleDay(ctx, today) },
    { name: 'week', open: (ctx) => openScheduleWeek(ctx, { date: null, staffId: null }) },
  ],
}
