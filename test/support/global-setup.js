import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

let broker

/** In a process of its own, which loads TypeScript as Jest itself cannot, and whose work no file's tests wait for. */
export default async function setUp() {
  broker = fork(fileURLToPath(new URL('service-broker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  // Without its services no test can tell anything; it has said why.
  broker.once('exit', () => process.exit(1))
  const [address] = await once(broker, 'message')
  process.env.TEST_SERVICES = address
  broker.unref()
  broker.channel.unref()
}

export async function stopServices() {
  if (!broker) return
  broker.removeAllListeners('exit')
  broker.ref()
  broker.disconnect()
  await once(broker, 'exit')
}
