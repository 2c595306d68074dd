import { addServiceDialog } from './dialogs.ts'
import { describeKills } from './killed.ts'
import { expectOneServiceEach } from './outcomes.ts'
import { visitorId } from './visitors.ts'

describeKills({
  stepsOf: addServiceDialog,
  env: {
    PG_POOL_MAX: '12',
    ADMIN_IDS: Array.from({ length: 200 }, (_, number) => visitorId(number)).join(','),
  },
  tables: ['services', 'users', 'audit_log'],
  expectOnce: expectOneServiceEach,
})
