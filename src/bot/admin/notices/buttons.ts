import { noticeTopics } from '../../../domain/notice-topics.ts'
import { defineButton, oneOf } from '../../callback-data.ts'

export const noticesButton = defineButton('nt', {})
export const switchNoticeButton = defineButton('ntsw', {
  topic: oneOf(...noticeTopics),
  wanted: oneOf('yes', 'no'),
})
