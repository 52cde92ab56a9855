import type { Page } from 'playwright-core'
import type { Screen } from './screens-table'
import { type Desk, type Look, opener, placesOf, startDesk } from './support'

type Visit = (screen: Screen, look: Look, work: (page: Page) => Promise<void>) => Promise<void>

/**
 * For files that look at every screen and change nothing: one desk, and for each look one page that goes from screen to screen as people
 * do, without loading anew. A page on which something failed is not used again.
 */
export function startWalk(): { desk: Desk; visit: Visit } {
  const desk = startDesk({ kept: true })
  const open = opener(desk)
  const pages = new Map<string, { page: Page; at: string }>()
  return {
    desk,
    visit: async (screen, look, work) => {
      const name = JSON.stringify(look)
      const kept = pages.get(name)
      pages.delete(name)
      const page = kept?.page ?? (await open(screen, look))
      if (kept && kept.at !== screen.name) await go(page, screen, screen.path(placesOf(desk)))
      await work(page)
      pages.set(name, { page, at: screen.name })
    },
  }
}

async function go(page: Page, screen: Screen, path: string) {
  await page.evaluate(`(() => {
    for (const head of document.querySelectorAll('h1')) head.dataset.left = ''
    history.pushState(null, '', ${JSON.stringify(path)})
  })()`)
  await page.locator('h1[data-left]').waitFor({ state: 'detached' })
  await page.locator(screen.ready).first().waitFor()
  await screen.before?.(page)
}
