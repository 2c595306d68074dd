import { addAdmin } from '../../../src/usecases/add-admin.ts'
import { hashOfAdminLink } from '../../../src/usecases/admin-link.ts'
import { changeRole } from '../../../src/usecases/change-role.ts'
import { createAdminLink } from '../../../src/usecases/create-admin-link.ts'
import { findCandidate } from '../../../src/usecases/find-candidate.ts'
import { joinByLink } from '../../../src/usecases/join-by-link.ts'
import { listAdmins } from '../../../src/usecases/list-admins.ts'
import { viewAdmin } from '../../../src/usecases/view-admin.ts'
import { viewAdminLink } from '../../../src/usecases/view-admin-link.ts'
import type { Stock } from '../../support/stock.ts'
import { useCase } from '../../support/use-case-row.ts'

/** Good until the end of 2099. */
const link = { role: 'moderator', token: `14mn8w_${'x'.repeat(22)}` } as const

const linkOfOwner = async ({ db, owner }: Stock) =>
  await db.query('update staff set link_nonce = $2 where id = $1', [owner.staffId, hashOfAdminLink(link)])

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
  useCase(createAdminLink, { who: 'staff', input: () => ({ role: 'moderator' as const }) }),
  useCase(viewAdminLink, { who: 'anyone', input: () => link }),
  useCase(joinByLink, { who: 'anyone', input: () => link, given: linkOfOwner }),
  useCase(changeRole, {
    who: 'staff',
    input: ({ otherSpecialistId }) => ({ staffId: otherSpecialistId, version: 1, role: 'none' as const }),
  }),
]
