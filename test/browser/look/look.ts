import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const source = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const IN_PAGE = source('./in-page.mjs')
const UNSPOKEN = source('./unspoken.mjs')
const SCRIPTS = source('./scripts.mjs')
const FOCUS = source('./focus.mjs')

/** Two frames: whoever measures after a change has measured then. */
const PAINTED = 'new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go))))'

type Question = 'cut' | 'overlaps' | 'sideways' | 'targets'

/** Asks the page what is wrong with its picture; one line for each finding. */
export async function findings(page: Page, questions: readonly Question[], least = 24): Promise<string[]> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(PAINTED)
  const asked = questions.map((question) => `...look.${question}(${question === 'targets' ? least : ''})`)
  return (await page.evaluate(`[${asked.join(', ')}]`)) as string[]
}

/** Presses Tab from the top of the page until the focus leaves it or comes round, and says what is wrong with its stops and their order. */
export async function tabThrough(page: Page, most = 250): Promise<{ stops: number; wrong: string[]; left: boolean }> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(FOCUS)
  await page.evaluate(FROM_THE_TOP)
  const wrong: string[] = []
  for (let stops = 0; stops < most; stops++) {
    await page.keyboard.press('Tab')
    const stop = (await page.evaluate('tabbing.stop()')) as string[] | null
    if (stop === null) return { stops, wrong: [...wrong, ...((await page.evaluate('tabbing.jumps()')) as string[])], left: true }
    wrong.push(...stop)
  }
  return { stops: most, wrong, left: false }
}

/** The first Tab goes to the first stop, whatever had the focus before. */
const FROM_THE_TOP = `(() => {
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
})()`

/** WCAG 1.4.12: what a reader may set without losing anything. */
export const TEXT_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'

/** Words of the screen that neither the catalogue nor the server (`said`) knows. The page must have been opened with `?pseudo`. */
export async function unspoken(page: Page, said: string): Promise<string[]> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(UNSPOKEN)
  return (await page.evaluate(`unspoken(${JSON.stringify(said)})`)) as string[]
}

/** Icons that point along the line of reading (`console.md` 6.5). */
const ALONG = ['back', 'forward', 'chevron', 'reply', 'reopen', 'undo', 'signOut', 'outbox', 'panel', 'send']

/** What a right-to-left page shows the wrong way round: icons, and ids that do not read as they are written. */
export async function turnedWrongly(page: Page): Promise<string[]> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(SCRIPTS)
  return (await page.evaluate(`[...scripts.icons(${JSON.stringify(ALONG)}), ...scripts.sources()]`)) as string[]
}

/** Writes Thai with marks above and below into every box and says whether opening all boxes would show one pixel more. */
export async function thaiIsWhole(page: Page): Promise<{ written: number; opened: number; differing: number }> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(SCRIPTS)
  const written = (await page.evaluate('scripts.writeThai()')) as number
  await page.evaluate(PAINTED)
  const mask = [page.locator('time, .dur, .num, .wall-alert')]
  const closed = await page.screenshot({ animations: 'disabled', mask })
  const opened = (await page.evaluate('scripts.open()')) as number
  await page.evaluate(PAINTED)
  const open = await page.screenshot({ animations: 'disabled', mask })
  await page.evaluate('scripts.restore()')
  if (closed.equals(open)) return { written, opened, differing: 0 }
  const asked = `scripts.differ('${closed.toString('base64')}', '${open.toString('base64')}')`
  return { written, opened, differing: (await page.evaluate(asked)) as number }
}
