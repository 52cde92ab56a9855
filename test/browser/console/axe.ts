import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type Found = { violations: { id: string; impact: string | null; nodes: { target: unknown[]; failureSummary?: string }[] }[] }

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What axe looks at: everything with its advice, the WCAG 2.2 AA rules, or only what a theme can change. */
const SCOPES = { all: [...WCAG, 'best-practice'], wcag: WCAG, colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

const STILL = `Promise.race([
  Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => true),
  new Promise((done) => setTimeout(done, 2_000)),
])`

/** Runs axe in the page once nothing fades any more; what it finds comes as one line each. */
export async function axe(page: Page, scope: keyof typeof SCOPES = 'wcag', within?: string): Promise<string[]> {
  await page.evaluate(STILL)
  await page.evaluate(source)
  const part = within ? `document.querySelector('${within}')` : 'document'
  const found = (await page.evaluate(`axe.run(${part}, { runOnly: ${JSON.stringify(SCOPES[scope])} })`)) as Found
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.slice(0, 3).map((node) => `${impact} ${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  )
}
