import { expect, test } from '@jest/globals'
import { may, type Permission, type Role } from '../../src/domain/roles.ts'

// a: everybody's, o: own only, -: refused; super admin, moderator, specialist, client
test.each<[Permission, string]>([
  ['bookings', 'aao-'],
  ['blocks', 'aao-'],
  ['services', 'aa--'],
  ['clients', 'aa--'],
  ['clients_read', 'aao-'],
  ['schedule', 'aa--'],
  ['schedule_read', 'aao-'],
  ['broadcast', 'aa--'],
  ['bulk', 'aa--'],
  ['staff', 'a---'],
  ['staff_read', 'aao-'],
  ['texts', 'a---'],
  ['settings', 'a---'],
  ['export', 'a---'],
  ['audit', 'a---'],
])('%s: %s', (permission, expected) => {
  const roles: (Role | null)[] = ['super_admin', 'moderator', 'specialist', null]
  const reach = roles.map((role) => (may(role, permission) ? 'a' : may(role, permission, 'own') ? 'o' : '-'))
  expect(reach.join('')).toBe(expected)
})
