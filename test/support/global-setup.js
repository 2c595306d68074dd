import { tsImport } from 'tsx/esm/api'

let broker

/** Jest itself cannot load TypeScript here. */
export default async function setUp() {
  const { startBroker } = await tsImport('./service-broker.ts', import.meta.url)
  broker = await startBroker()
  process.env.TEST_SERVICES = broker.address
}

export async function stopServices() {
  await broker?.stop()
}
