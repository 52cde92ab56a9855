import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Mock } from '../../test/browser/console/mock-server'

const IN_PAGE = readFileSync(new URL('./in-page.mjs', import.meta.url), 'utf8')
export const prepare = (page: Page) => page.evaluate(IN_PAGE)

/** `J` in the inbox; what took less than one frame is not reported by the browser and counts as one frame. */
export async function keyToPaint(page: Page, times: number): Promise<number[]> {
  await page.evaluate('void (bench.durations.length = 0)')
  for (let i = 0; i < times; i++) {
    await page.keyboard.press('j')
    await page.waitForTimeout(60)
  }
  const said = (await page.evaluate('bench.durations')) as number[]
  return [...said, ...Array.from({ length: Math.max(0, times - said.length) }, () => 16)]
}

/** Enter on a row of the case list until the conversation is painted, then back; each time another case. */
export async function openCase(page: Page, times: number): Promise<number[]> {
  const values: number[] = []
  for (let i = 0; i < times; i++) {
    await page.keyboard.press('j')
    await page.locator('.row-active .case-ref').waitFor()
    await page.waitForTimeout(400)
    await page.evaluate(`void (bench.took = bench.until(() => document.querySelector('.talk .said')))`)
    await page.keyboard.press('Enter')
    values.push((await page.evaluate('bench.took')) as number)
    await page.goBack()
    await page.locator('.row .case-ref').first().waitFor()
  }
  return values
}

type Scrolled = { frames: number[]; longest: number; heap: number }
export async function scrollList(page: Page, forMs: number): Promise<Scrolled & { grown: number; rows: number }> {
  const before = (await page.evaluate('bench.heap()')) as number
  const said = (await page.evaluate(`bench.scroll('.row-scroll', ${forMs})`)) as Scrolled
  return { ...said, grown: said.heap - before, rows: await page.locator('.row').count() }
}

/** From the event of the server until the badge of the menu says the new number. */
export async function countsShown(page: Page, mock: Mock, times: number): Promise<number[]> {
  const values: number[] = []
  while (mock.streams.size === 0) await page.waitForTimeout(50)
  for (let i = 0; i < times; i++) {
    const { world } = mock
    const sample = world.messages.find(({ disposition }) => disposition === 'review')
    if (!sample) throw new Error('the desk has nothing for triage')
    world.messages.push({ ...sample, id: `msg_${'b'.repeat(28)}${String(i).padStart(4, '0')}` })
    const wanted = new Intl.NumberFormat('en').format(world.counts().triage)
    await page.evaluate(
      `void (bench.took = bench.until(() => document.querySelector('.rail a[href="/triage"] .num')?.textContent.trim() === '${wanted}'))`,
    )
    mock.tell('message.processed', { id: sample.id, case_id: null })
    values.push((await page.evaluate('bench.took')) as number)
  }
  return values
}
