import { Composer } from 'telegraf'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import type { Section } from '../section.ts'
import { askForHours, askHours } from './ask-hours.ts'
import {
  copyButton,
  copyFromButton,
  copyToButton,
  editHoursButton,
  hoursButton,
  hoursStaffButton,
  visitsOutsideButton,
} from './buttons.ts'
import { openStaffHours } from './choose-specialist.ts'
import { askWhatToCopy, askWhereToCopy, copyDay } from './copy-day.ts'
import { openHours } from './open-week.ts'
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
    )
    return composer
  },
  dialogs: () => [askHours],
}
