import { changeSetting } from '../../../src/usecases/change-setting.ts'
import { viewSettings } from '../../../src/usecases/view-settings.ts'
import { useCase } from '../../support/use-case-row.ts'

export const rows = [
  useCase(viewSettings, { who: 'settings' }),
  useCase(changeSetting, {
    who: 'settings',
    input: () => ({ name: 'reminderHours' as const, version: 0, to: { value: [48, 3] } }),
  }),
]
