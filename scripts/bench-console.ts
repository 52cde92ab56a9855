import { cpus, loadavg } from 'node:os'
import { type Browser, chromium } from 'playwright-core'
import { chromiumPath, FLAGS } from '../test/browser/chromium'
import { type Mock, startMock } from '../test/browser/console/mock-server'
import { figuresOf, say } from './console-bench/figures'
import { countsShown, keyToPaint, openCase, prepare, scrollList } from './console-bench/measure'

/**
 * `npm run bench:console`: how fast the console's production build feels with 10,000 messages in four languages, in a real Chromium. The
 * server is the tests' desk in memory behind a port, so what is measured is the console. Figures are printed with machine and load.
 */
const MESSAGES = 10_000

async function open(browser: Browser, mock: Mock, path: string, ready: string) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(mock.url + path)
  await page.locator(ready).first().waitFor()
  await prepare(page)
  return page
}

async function main() {
  const path = chromiumPath()
  if (path === null) throw new Error('no Chromium found: set CHROMIUM_PATH or install the package chromium')
  const mock = await startMock(0, MESSAGES)
  const browser = await chromium.launch({ executablePath: path, args: [...FLAGS, '--enable-precise-memory-info'] })
  const load = () =>
    loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Chromium ${browser.version()}, ${MESSAGES} messages, load ${load()}`)
  try {
    const inbox = await open(browser, mock, '/inbox', '.row')
    console.log(say('key → paint (J in the inbox)', figuresOf(await keyToPaint(inbox, 50)), 'p95 ≤ 100 ms'))
    console.log(say('badge after the event', figuresOf(await countsShown(inbox, mock, 12)), '≤ 2 s'))
    const scrolled = await scrollList(inbox, 3_000)
    const frames = figuresOf(scrolled.frames)
    console.log(say('frame while scrolling 3 s', frames, 'median ≤ 18 ms'))
    console.log(
      `  = ${(1000 / frames.median).toFixed(0)} frames a second; without a row ${scrolled.longest.toFixed(0)} ms at most; heap grew ${(scrolled.grown / 1e6).toFixed(1)} MB; ${scrolled.rows} rows in the page`,
    )
    const cases = await open(browser, mock, '/cases', '.row')
    console.log(say('open a case (Enter → painted)', figuresOf(await openCase(cases, 30)), 'p95 ≤ 200 ms'))
    const tasks = (await inbox.evaluate('bench.tasks')) as number[]
    console.log(
      `longest task in the inbox ${Math.max(0, ...tasks).toFixed(0)} ms; layout shift ${Number(await inbox.evaluate('bench.shifts()')).toFixed(3)}`,
    )
    console.log(`load at the end ${load()}`)
  } finally {
    await browser.close()
    await mock.close()
  }
}

await main()
