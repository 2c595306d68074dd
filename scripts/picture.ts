// Takes the README's picture of the demo: a client has just booked, and the first reminder has come.
// Needs a Chromium: `apt-get install chromium`, or its path in CHROMIUM.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Locator, type Page } from 'playwright-core'

const project = join(import.meta.dirname, '..')
const picture = join(project, 'docs', 'demo.png')

const demo = spawn(process.execPath, ['--import', 'tsx', 'playground/demo.ts', '--english'], {
  cwd: project,
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 } })
  await page.goto(await addressOf(demo.stdout))
  await playScene(page)
  await page.screenshot({ path: picture })
  await browser.close()
  console.log(`Written: ${picture}`)
} finally {
  demo.kill('SIGINT')
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [address] = /http:\S+/.exec(line) ?? []
    if (address) return address
  }
  throw new Error('The demo did not start')
}

async function playScene(page: Page): Promise<void> {
  const client = page.locator('.phone').nth(0)
  const owner = page.locator('.phone').nth(1)
  await owner.getByRole('button', { name: 'Start', exact: true }).click()
  await owner.locator('.inline-button').first().waitFor()
  await client.getByRole('button', { name: 'Start', exact: true }).click()
  await client.locator('.inline-button').first().click()
  await tap(client, /haircut/)
  await tap(client, /Any/)
  await tap(client, /^\d+$/)
  await tap(client, /^\d\d:\d\d$/)
  await client.locator('.inline-button.success').last().click()
  await owner.getByText('Client: Anna').waitFor()
  await page.getByRole('button', { name: 'To the next reminder' }).click()
  await client.locator('.message').last().locator('.inline-button.success').waitFor()
  // Toasts and arrivals are over.
  await client.locator('.toast').waitFor({ state: 'hidden' })
}

/** The first such button of the newest message, once it is there. */
async function tap(phone: Locator, label: RegExp): Promise<void> {
  await phone.locator('.message').last().locator('.inline-button').filter({ hasText: label }).first().click()
}
