import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findings, TEXT_SPACING } from '../look/look'
import { axe } from './axe'
import { type Desk, placesOf, startDesk } from './support'

const desk = startDesk({ kept: true })
const button =
  (name: string | RegExp, within = 'main') =>
  (page: Page) =>
    page.locator(within).getByRole('button', { name }).first()
const person = (name: string) => button(name, `[data-person="${desk.mock.world.people[1]?.name}"]`)
const customer = ({ mock }: Desk) => `/customers/${mock.world.messages.find(({ contact }) => contact.id)?.contact.id}`
const severe = (at: Desk) => `/cases/${placesOf(at).reference}`

/** Dialogs that a screen opens, each by what is pressed for it; `first` brings the screen there. */
const PLACES: {
  name: string
  path: (at: Desk) => string
  first?: (page: Page) => Promise<unknown>
  opens: Record<string, (page: Page) => Locator>
}[] = [
  {
    name: 'clocks',
    path: () => '/settings/clocks',
    first: (page) => page.locator('[data-book=house] summary').click(),
    opens: {
      adoption: button('Lay aside…', '[data-book=house]'),
      'a book of one’s own': button('Bring your own…'),
      promises: button('Change the promises…'),
      escalation: button('Edit High risk'),
      'an end': button('End High risk'),
    },
  },
  {
    name: 'people',
    path: () => '/settings/people',
    opens: {
      somebody: button('Add somebody'),
      away: (page) => person('Away…')(page),
      link: (page) => person('Sign-in link')(page),
      leaving: (page) => person('Leaves…')(page),
      'a new rota': button('New rota'),
      'a stand-in': button('Stand-in', '[data-rota=night]'),
    },
  },
  {
    name: 'channels',
    path: () => '/settings/channels',
    opens: { 'a way out': button('Connect a way'), 'an incoming webhook': button('New incoming webhook') },
  },
  { name: 'developers', path: () => '/settings/developers', opens: { 'a key': button('New key') } },
  { name: 'detector', path: () => '/settings/detector', opens: { phrases: button('New phrases'), 'a rule': button('New rule') } },
  { name: 'customer', path: customer, opens: { joining: (page) => page.locator('[data-merge]') } },
  {
    name: 'case',
    path: severe,
    opens: Object.fromEntries(
      ['acknowledge', 'assign', 'escalate', 'close'].map((deed) => [deed, (page: Page) => page.locator(`[data-deed=${deed}]`)]),
    ),
  },
]

test.each(PLACES)(
  'U51 U52 U53 U55 $name: dialogs keep the focus, name themselves, fit a phone and give the focus back',
  async ({ path, first, opens }) => {
    const page = await desk.open(path(desk))
    await first?.(page)
    for (const [name, opener] of Object.entries(opens)) {
      const from = opener(page)
      await from.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      expect(await axe(page), name).toEqual([])
      expect(await tabOutside(page), name).toEqual([])
      expect(await findings(page, ['targets', 'cut', 'overlaps']), name).toEqual([])
      await page.setViewportSize({ width: 320, height: 600 })
      expect(await findings(page, ['sideways', 'cut', 'overlaps']), `${name} on a phone or at four times the size`).toEqual([])
      await page.setViewportSize({ width: 1280, height: 720 })
      const spacing = await page.addStyleTag({ content: TEXT_SPACING })
      expect(await findings(page, ['sideways', 'cut', 'overlaps']), `${name} in wide text`).toEqual([])
      await spacing.evaluate((style) => (style as Element).remove())
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await expect.poll(() => from.evaluate((element) => element === document.activeElement), { message: `focus after ${name}` }).toBe(true)
    }
  },
)

/** Goes round the dialog by Tab and says which stops lie outside it, or that it never comes round. */
async function tabOutside(page: Page, most = 80): Promise<string[]> {
  await page.evaluate('void (globalThis.stops = [])')
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(STOP)
    if (stop === 'round') return []
    if (stop !== 'inside') return [String(stop)]
  }
  return [`no way round in ${most} presses`]
}
const STOP = `(() => {
  const at = document.activeElement
  if (!at?.closest('[role=dialog]')) return 'outside: ' + (at?.textContent ?? '').slice(0, 40)
  if (globalThis.stops.includes(at)) return 'round'
  globalThis.stops.push(at)
  return 'inside'
})()`
