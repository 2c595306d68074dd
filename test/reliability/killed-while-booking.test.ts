import { bookingDialog } from './dialogs.ts'
import { describeKills } from './killed.ts'
import { expectOneVisitEach } from './outcomes.ts'

describeKills({
  stepsOf: bookingDialog,
  specialists: ['Мария', 'Ольга'],
  env: { PG_POOL_MAX: '12' },
  tables: ['bookings', 'users', 'audit_log', 'tasks'],
  expectOnce: expectOneVisitEach,
})
