import { changeOwnTerms } from '../../../src/usecases/change-own-terms.ts'
import { changePerformer } from '../../../src/usecases/change-performer.ts'
import { changeSpecialistState } from '../../../src/usecases/change-specialist-state.ts'
import { connectStaff } from '../../../src/usecases/connect-staff.ts'
import { createSpecialist } from '../../../src/usecases/create-specialist.ts'
import { createStaffLink } from '../../../src/usecases/create-staff-link.ts'
import { disconnectSpecialist } from '../../../src/usecases/disconnect-specialist.ts'
import { editSpecialist } from '../../../src/usecases/edit-specialist.ts'
import { listTeamMembers } from '../../../src/usecases/list-team-members.ts'
import { listVisitsOfSpecialist } from '../../../src/usecases/list-visits-of-specialist.ts'
import { moveSpecialist } from '../../../src/usecases/move-specialist.ts'
import { hashOfToken } from '../../../src/usecases/staff-link.ts'
import { viewPerformers } from '../../../src/usecases/view-performers.ts'
import { viewSpecialistServices } from '../../../src/usecases/view-specialist-services.ts'
import { viewStaffCard } from '../../../src/usecases/view-staff-card.ts'
import { viewStaffLink } from '../../../src/usecases/view-staff-link.ts'
import { personal, type Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

const specialist = ({ specialistId }: Stock) => ({ staffId: specialistId, version: 1 })

const service = (stock: Stock) => ({ ...specialist(stock), serviceId: stock.serviceId })

/** Good until the end of 2099. */
const token = `14mn8w_${'x'.repeat(22)}`

export const rows = [
  useCase(listTeamMembers, { who: 'clients', input: () => ({ shelf: 'current' as const }) }),
  useCase(viewStaffCard, { who: 'staff_read', input: specialist }),
  useCase(listVisitsOfSpecialist, {
    who: 'staff_read',
    input: (stock) => ({ ...specialist(stock), page: 0 }),
  }),
  useCase(createSpecialist, { who: 'staff', input: () => ({ name: personal.name }) }),
  useCase(editSpecialist, {
    who: 'staff',
    input: (stock) => ({ ...specialist(stock), change: { field: 'bio' as const, value: personal.words } }),
  }),
  useCase(moveSpecialist, {
    who: 'staff',
    input: ({ specialistId }) => ({ staffId: specialistId, direction: 'down' as const }),
  }),
  useCase(changeSpecialistState, {
    who: 'staff',
    input: (stock) => ({ ...specialist(stock), step: 'archive' as const }),
  }),
  useCase(viewSpecialistServices, { who: 'staff_read', input: specialist }),
  useCase(viewPerformers, { who: 'services', input: service }),
  useCase(changePerformer, {
    who: 'services',
    input: (stock) => ({ ...service(stock), performs: false }),
  }),
  useCase(changeOwnTerms, {
    who: 'services',
    input: (stock) => ({ ...service(stock), field: 'priceMinor' as const, value: 180_000 }),
  }),
  useCase(createStaffLink, {
    who: 'staff',
    input: specialist,
    given: async ({ db, specialistId }) =>
      await db.query(`update staff set telegram_id = null, role = 'none' where id = $1`, [specialistId]),
  }),
  useCase(viewStaffLink, { who: 'anyone', input: () => ({ token }) }),
  useCase(connectStaff, {
    who: 'anyone',
    input: () => ({ token }),
    given: async ({ db }) =>
      await db.query(
        `insert into staff (name, role, bookable, sort_order, added_at, link_nonce)
         values ('Нина', 'none', true, 9, '2026-03-02', $1)`,
        [hashOfToken(token)],
      ),
  }),
  useCase(disconnectSpecialist, { who: 'staff', input: specialist }),
]
