import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { chromiumPath, FLAGS } from '../test/browser/chromium'
import { SCREENS } from '../test/browser/console/screens-table'
import { type Demo, placesOf, startDemo } from './screens/demo'
import { publicViews } from './screens/public'
import { type Picture, writeSheet } from './screens/sheet'
import { take, type View } from './screens/take'

/**
 * `npm run screens [-- NAME…] [--out FOLDER] [--dir DEMO] [--single]`: a contact sheet for each screen of the real demo (four languages, light and dark,
 * 1440, 1024 and 390 px) and findings.txt with everything that overflows, is cut, lies on something else or has a letter that our faces
 * lack. Exit 1 when that list is not empty. `--single` keeps each picture by itself, too.
 */
const OPTIONS = { out: { type: 'string' }, dir: { type: 'string' }, single: { type: 'boolean' } } as const
const LANGUAGES = ['en', 'th', 'zh', 'fa']

async function main(args: readonly string[]) {
  const path = chromiumPath()
  if (path === null) throw new Error('no Chromium found: set CHROMIUM_PATH or install the package chromium')
  const { values, positionals: names } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const out = values.out ?? '.redress/screens'
  await mkdir(out, { recursive: true })
  const demo = await startDemo(values.dir)
  const browser = await chromium.launch({ executablePath: path, args: FLAGS })
  try {
    return await run(browser, demo, out, names, values.single === true)
  } finally {
    await browser.close()
    await demo.stop()
  }
}

async function run(browser: Browser, demo: Demo, out: string, names: readonly string[], single: boolean) {
  const cookies = await signIn(browser, demo)
  const places = await placesOf(demo)
  const own = SCREENS.map(
    ({ name, path, ready, before }): View => ({ name, ready, before, console: true, address: () => demo.url + path(places) }),
  )
  const views = [...own, ...(await publicViews(demo))].filter(({ name }) => names.length === 0 || names.includes(name))
  const wrong: string[] = []
  for (const view of views) {
    const pictures: Picture[] = []
    for (const language of LANGUAGES) {
      const taken = await take(browser, view, language, cookies).catch((error: Error) => ({
        pictures: [],
        wrong: [`${view.name} ${language}: ${error.message.split('\n')[0]}`],
      }))
      pictures.push(...taken.pictures)
      wrong.push(...taken.wrong)
    }
    await writeSheet(browser, join(out, `${view.name}.png`), view.name, pictures)
    if (single)
      for (const one of pictures) await writeFile(join(out, `${view.name}-${one.language}-${one.theme}-${one.width}.jpg`), one.image)
    console.log(`${view.name}: ${pictures.length} pictures`)
  }
  await writeFile(join(out, 'findings.txt'), wrong.map((line) => `${line}\n`).join(''))
  console.log(wrong.length === 0 ? 'nothing to mend' : wrong.join('\n'))
  return wrong.length === 0 ? 0 : 1
}

async function signIn(browser: Browser, { signIn: link }: Demo) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link)
  await page.waitForURL(/inbox/)
  const state = await context.storageState()
  await context.close()
  return { ...state, origins: [] }
}

process.exitCode = await main(process.argv.slice(2))
