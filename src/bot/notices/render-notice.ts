import type { UseCaseContext } from '../../context.ts'
import type { I18n } from '../../i18n/i18n.ts'
import { renderAdminJoined } from './admin-joined.ts'
import { renderCancelledByUs } from './cancelled-by-us.ts'
import { renderChangedByUs } from './changed-by-us.ts'
import { renderDailySummary } from './daily-summary.ts'
import { renderDecision } from './decision.ts'
import { renderLowRating, renderLowRatingWords } from './low-rating.ts'
import { renderMessage, renderUndelivered } from './message.ts'
import { renderOffer, renderOfferExpired } from './offer.ts'
import { renderReminder } from './reminder.ts'
import { renderReviewRequest } from './review-request.ts'
import { renderSeveralNews } from './several-news.ts'
import { renderRoleNotice } from './role-notice.ts'
import { renderSeriesNotice } from './series-notice.ts'
import { renderSpecialistConnected } from './specialist-connected.ts'
import { renderVisitNotice } from './visit-notice.ts'

export function createNoticeRenderer(i18n: I18n): UseCaseContext['render'] {
  return (notice, locale) => {
    const t = i18n.in(locale)
    switch (notice.kind) {
      case 'reminder':
        return renderReminder(notice, t)
      case 'review_request':
        return renderReviewRequest(notice, t)
      case 'cancelled_by_us':
        return renderCancelledByUs(notice, t)
      case 'booked_by_us':
      case 'moved_by_us':
      case 'changed_by_us':
        return renderChangedByUs(notice, t)
      case 'specialist_connected':
        return renderSpecialistConnected(notice, t)
      case 'admin_joined':
        return renderAdminJoined(notice, t)
      case 'message':
        return renderMessage(notice, t)
      case 'message_undelivered':
        return renderUndelivered(notice, t)
      case 'offer':
        return renderOffer(notice, t)
      case 'offer_expired':
        return renderOfferExpired(notice, t)
      case 'low_rating':
        return renderLowRating(notice, t)
      case 'low_rating_words':
        return renderLowRatingWords(notice, t)
      case 'request_approved':
      case 'request_declined':
      case 'request_expired':
        return renderDecision(notice, t)
      case 'visit_booked':
      case 'visit_moved':
      case 'visit_changed':
      case 'visit_cancelled':
        return renderVisitNotice(notice, t)
      case 'series_booked':
      case 'series_cancelled':
        return renderSeriesNotice(notice, t)
      case 'daily_summary':
        return renderDailySummary(notice, t)
      case 'role_changed':
        return renderRoleNotice(notice, t)
      case 'several':
        return renderSeveralNews(notice, t)
    }
  }
}
