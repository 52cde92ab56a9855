import { cpus, loadavg } from 'node:os'
import pg from 'pg'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { startEmbedded } from '../src/store/embedded/launch'
import { chromiumPath, FLAGS } from '../test/browser/chromium'
import { startMock } from '../test/browser/console/mock-server'
import { crowd } from '../test/support/crowd'
import { figuresOf, say } from './console-bench/figures'
import { countsShown, keyToPaint, openCase, prepare, scrollList } from './console-bench/measure'
import { placesOf, startDemo } from './screens/demo'

/**
 * `npm run bench:console`: how fast the console's production build feels with 10,000 messages in four languages, in a real Chromium, before
 * the real server with its database. How soon a badge follows an event is asked of the tests' desk in memory, so that what is measured there
 * is the console. Figures are printed with machine and load.
 */
const MESSAGES = 10_000

const look = { viewport: { width: 1440, height: 900 } }
async function open(browser: Browser, address: string, ready: string, options: BrowserContextOptions = look) {
  const page = await (await browser.newContext(options)).newPage()
  await page.goto(address)
  await page.locator(ready).first().waitFor()
  await prepare(page)
  return page
}

/** The demo's firm once its past is told, made large; and how to be somebody in it. */
async function largeDemo(browser: Browser) {
  const demo = await startDemo(undefined)
  await placesOf(demo)
  const { url } = await startEmbedded(demo.dir, { durable: false })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const firm = await client.query<{ id: string }>('select id from tenant')
  const messages = await crowd(client, firm.rows[0]?.id ?? '', MESSAGES)
  await client.end()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(demo.signIn)
  await page.waitForURL(/inbox/)
  return { demo, messages, signedIn: { ...look, storageState: await context.storageState() } }
}

async function main() {
  const path = chromiumPath()
  if (path === null) throw new Error('no Chromium found: set CHROMIUM_PATH or install the package chromium')
  const browser = await chromium.launch({ executablePath: path, args: [...FLAGS, '--enable-precise-memory-info'] })
  const [mock, { demo, messages, signedIn }] = await Promise.all([startMock(0, MESSAGES), largeDemo(browser)])
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Chromium ${browser.version()}, ${messages} messages, load ${load()}`)
  try {
    const inbox = await open(browser, `${demo.url}/inbox`, '.row', signedIn)
    console.log(say('key → paint (J in the inbox)', figuresOf(await keyToPaint(inbox, 50)), 'p95 ≤ 100 ms'))
    const scrolled = await scrollList(inbox, 3_000)
    const frames = figuresOf(scrolled.frames)
    console.log(say('frame while scrolling 3 s', frames, 'median ≤ 18 ms'))
    console.log(
      `  = ${(1000 / frames.median).toFixed(0)} frames a second; without a row ${scrolled.longest.toFixed(0)} ms at most; heap grew ${(scrolled.grown / 1e6).toFixed(1)} MB; ${scrolled.rows} rows in the page`,
    )
    const tasks = (await inbox.evaluate('bench.tasks')) as number[]
    console.log(
      `longest task in the inbox ${Math.max(0, ...tasks).toFixed(0)} ms; layout shift ${Number(await inbox.evaluate('bench.shifts()')).toFixed(3)}`,
    )
    await inbox.context().close()
    const cases = await open(browser, `${demo.url}/cases`, '.row', signedIn)
    console.log(say('open a case (Enter → painted)', figuresOf(await openCase(cases, 30)), 'p95 ≤ 200 ms'))
    await cases.context().close()
    const badges = await open(browser, `${mock.url}/inbox`, '.row')
    console.log(say('badge after the event', figuresOf(await countsShown(badges, mock, 12)), '≤ 2 s'))
    console.log(`load at the end ${load()}`)
  } finally {
    await browser.close()
    await mock.close()
    await demo.stop()
  }
}

const load = () =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')

await main()
