import { migrateTenant } from '../../src/storage/migrations.ts'

/** A process that migrates each database it is told of, at the moment it is told. */
export interface Order {
  readonly databaseUrl: string
  readonly schema: string
}

export type Report = 'ready' | { readonly ok: boolean; readonly message: string }

process.on('message', (order: Order) => {
  const ignore = () => undefined
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
  migrateTenant({ ...order, log }).then(
    (result) => report({ ok: result.ok, message: result.ok ? '' : result.message }),
    (error: unknown) => report({ ok: false, message: String(error) }),
  )
})
report('ready')

function report(report: Report): void {
  process.send?.(report)
}
