import { settingNames } from '../../../domain/settings.ts'
import { count, defineButton, oneOf, typedText } from '../../callback-data.ts'
import { groupNames } from './groups.ts'

const setting = { name: oneOf(...settingNames), version: count }

export const settingsButton = defineButton('set', {})
export const settingGroupButton = defineButton('setg', { group: oneOf(...groupNames) })
export const settingButton = defineButton('setc', { name: oneOf(...settingNames) })
export const editSettingButton = defineButton('sete', { name: oneOf(...settingNames) })
/** The version is of the setting that was shown: nobody overwrites what they have not seen. */
export const chooseSettingButton = defineButton('seto', { ...setting, option: typedText })
export const askClearSettingButton = defineButton('setxq', setting)
export const clearSettingButton = defineButton('setx', setting)
export const askResetSettingButton = defineButton('setrq', setting)
export const resetSettingButton = defineButton('setr', setting)
export const confirmZoneButton = defineButton('setz', { version: count, zone: typedText })
export const confirmCurrencyButton = defineButton('setcu', { version: count, currency: typedText })
