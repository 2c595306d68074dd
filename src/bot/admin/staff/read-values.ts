import { readStaffName, staffLimits } from '../../../domain/staff-fields.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { Reading } from '../../dialogs/dialog.ts'

export function readName(typed: string, t: Texts): Reading {
  const name = readStaffName(typed)
  return name === null ? { ok: false, problem: nameProblem(t) } : { ok: true, value: name }
}

export function nameProblem(t: Texts): string {
  const { least: min, most: max } = staffLimits.name
  return t.html('staff.name_length', { min, max })
}
