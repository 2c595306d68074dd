import { addAdmin } from '../../../src/usecases/add-admin.ts'
import { changeRole } from '../../../src/usecases/change-role.ts'
import { findCandidate } from '../../../src/usecases/find-candidate.ts'
import { listAdmins } from '../../../src/usecases/list-admins.ts'
import { viewAdmin } from '../../../src/usecases/view-admin.ts'
import { useCase } from '../../support/use-case-row.ts'

export const rows = [
  useCase(listAdmins, { who: 'staff' }),
  useCase(viewAdmin, { who: 'staff', input: ({ otherSpecialistId }) => ({ staffId: otherSpecialistId }) }),
  useCase(findCandidate, {
    who: 'staff',
    given: ({ db, stranger }) =>
      db.query(`update users set username = 'eva_b' where id = $1`, [stranger.userId]),
    input: () => ({ username: 'Eva_B' }),
  }),
  useCase(addAdmin, {
    who: 'staff',
    input: ({ stranger }) => ({ telegramId: stranger.telegramId, name: null, role: 'moderator' as const }),
  }),
  useCase(changeRole, {
    who: 'staff',
    input: ({ otherSpecialistId }) => ({ staffId: otherSpecialistId, version: 1, role: 'none' as const }),
  }),
]
