import { exportKinds } from '../../../domain/exports.ts'
import { defineButton, oneOf } from '../../callback-data.ts'

export const exportsButton = defineButton('ex', {})
export const exportButton = defineButton('exf', { what: oneOf(...exportKinds) })
