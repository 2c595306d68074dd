import { Composer } from 'telegraf'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import type { Section } from '../section.ts'
import { askForHours, askHours } from './ask-hours.ts'
import {
  askSpecialDates,
  askSpecialHours,
  specialDatesDialog,
  specialHoursDialog,
} from './ask-special-hours.ts'
import {
  askSpecialDatesButton,
  askSpecialHoursButton,
  closeHolidaysButton,
  copyButton,
  copyFromButton,
  copyToButton,
  editHoursButton,
  holidaysButton,
  hoursButton,
  hoursStaffButton,
  removeSpecialDaysButton,
  specialDayButton,
  specialDaysButton,
  visitsOutsideButton,
} from './buttons.ts'
import { openStaffHours } from './choose-specialist.ts'
import { askWhatToCopy, askWhereToCopy, copyDay } from './copy-day.ts'
import { closeChosen, openHolidays } from './holidays.ts'
import { openHours } from './open-week.ts'
import { openSpecialDay, removeSpecialDays } from './special-day.ts'
import { openSpecialDays } from './special-days.ts'
import { openVisitsOutside } from './visits-outside.ts'

/** When the business and each specialist work. */
export const hours: Section = {
  permission: 'schedule_read',
  onPanel: [{ label: 'panel.button.hours', data: hoursButton.pack({ staffId: null }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(hoursButton, openHours),
      onTap(hoursStaffButton, openStaffHours),
      onTap(editHoursButton, askForHours),
      onTap(copyFromButton, askWhatToCopy),
      onTap(copyToButton, askWhereToCopy),
      onTap(copyButton, copyDay),
      onTap(visitsOutsideButton, openVisitsOutside),
      onTap(specialDaysButton, openSpecialDays),
      onTap(specialDayButton, openSpecialDay),
      onTap(askSpecialHoursButton, askSpecialHours),
      onTap(askSpecialDatesButton, askSpecialDates),
      onTap(removeSpecialDaysButton, removeSpecialDays),
      onTap(holidaysButton, openHolidays),
      onTap(closeHolidaysButton, closeChosen),
    )
    return composer
  },
  dialogs: () => [askHours, specialHoursDialog, specialDatesDialog],
}
