import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const source = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const IN_PAGE = source('./in-page.mjs')
const UNSPOKEN = source('./unspoken.mjs')
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

type Stop = { order: number; name: string; wrong: string[] }

/** Presses Tab from the top of the page until the focus leaves it or comes round, and says what each stop looks like. */
export async function tabThrough(page: Page, most = 80): Promise<{ stops: Stop[]; left: boolean }> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(FOCUS)
  await page.evaluate('document.activeElement?.blur()')
  const stops: Stop[] = []
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    const stop = (await page.evaluate('focused()')) as Stop | null
    if (stop === null || stops.some(({ order }) => order === stop.order)) return { stops, left: true }
    stops.push(stop)
  }
  return { stops, left: false }
}

/** WCAG 1.4.12: what a reader may set without losing anything. */
export const TEXT_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'

/** Words of the screen that neither the catalogue nor the server (`said`) knows. The page must have been opened with `?pseudo`. */
export async function unspoken(page: Page, said: string): Promise<string[]> {
  await page.evaluate(IN_PAGE)
  await page.evaluate(UNSPOKEN)
  return (await page.evaluate(`unspoken(${JSON.stringify(said)})`)) as string[]
}
