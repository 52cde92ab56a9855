import type { Page } from 'playwright-core'

type Fonts = { fonts: { familyName: string; isCustomFont: boolean; glyphCount: number }[] }
/** What the system draws everywhere, and the face of commands, which is the system's own on purpose. */
const OF_THE_SYSTEM = /emoji|mono/i

const TEXTS = `(() => {
  const found = new Set()
  for (const { element } of look.texts()) if (!element.closest('svg, code, .words, bdi')) found.add(element)
  return [...found].slice(0, 400)
})()`

/**
 * Letters that none of the console's own faces has: the browser had to take a face of this machine, and another machine may have none. Needs
 * `look` in the page. Emoji are drawn by the system everywhere, and what customers write may hold any letter.
 */
export async function missingGlyphs(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('DOM.enable')
  await cdp.send('CSS.enable')
  await cdp.send('DOM.getDocument', { depth: 0 })
  const { result } = await cdp.send('Runtime.evaluate', { expression: TEXTS })
  const { result: entries } = await cdp.send('Runtime.getProperties', { objectId: result.objectId ?? '', ownProperties: true })
  const found: string[] = []
  for (const { name, value } of entries) {
    if (!/^\d+$/.test(name) || !value?.objectId) continue
    const { nodeId } = await cdp.send('DOM.requestNode', { objectId: value.objectId })
    if (nodeId === 0) continue
    const { fonts } = (await cdp.send('CSS.getPlatformFontsForNode', { nodeId })) as Fonts
    const strange = fonts.filter(({ isCustomFont, familyName }) => !isCustomFont && !OF_THE_SYSTEM.test(familyName))
    if (strange.length > 0)
      found.push(`${strange.map(({ familyName, glyphCount }) => `${glyphCount} of ${familyName}`)}: ${value.description}`)
  }
  await cdp.detach()
  return found
}
