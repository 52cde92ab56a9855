import type { Locator, Page } from 'playwright-core'
import { type Desk, placesOf } from './support'

/** What brings a dialog: a button, or a key while the focus lies somewhere; `item` is pressed in the menu that the button opens. */
export type Opener = { from: Locator; key?: string; item?: Locator }
type Dialogs = Record<string, (page: Page, at: Desk) => Opener>
export type Place = { name: string; path: (at: Desk) => string; first?: (page: Page) => Promise<unknown>; opens: Dialogs }

const button =
  (name: string | RegExp, within = 'main') =>
  (page: Page): Opener => ({ from: page.locator(within).getByRole('button', { name }).first() })
const at =
  (selector: string, key?: string) =>
  (page: Page): Opener => ({ from: page.locator(selector).first(), ...(key ? { key } : {}) })
const person =
  (name: string) =>
  (page: Page, { mock }: Desk) =>
    button(name, `[data-person="${mock.world.people[1]?.name}"]`)(page)
/** Somebody with two addresses. */
const customer = ({ mock }: Desk) => {
  const [main, other] = new Set(mock.world.messages.flatMap(({ contact }) => contact.id ?? []))
  mock.joined.set(other!, main!)
  return `/customers/${main}`
}
const severe = (desk: Desk) => `/cases/${placesOf(desk).reference}`
const chooseFirst = async (page: Page) => {
  await page.locator('.case-cells').first().waitFor()
  await page.locator('.row-scroll').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
}

/** Every dialog of the console by the place that opens it; the first word of a name is the file that the dialog is in. */
export const PLACES: readonly Place[] = [
  {
    name: 'clocks',
    path: () => '/settings/clocks',
    first: (page) => page.locator('[data-book=house] summary').click(),
    opens: {
      adoption: button('Lay aside…', '[data-book=house]'),
      'bring-book': button('Bring your own…'),
      'promises-dialog': button('Change the promises…'),
      'policy-dialog': button('Edit High risk'),
      'end-dialog for a policy': button('End High risk'),
    },
  },
  {
    name: 'people',
    path: () => '/settings/people',
    opens: {
      'person-dialog for somebody new': button('Add somebody'),
      'person-dialog for somebody who is here': person('Edit'),
      absences: person('Away…'),
      'link-dialog': person('Sign-in link'),
      'leave-dialog': person('Leaves…'),
      'rota-dialog for a new one': button('New rota'),
      'rota-dialog': button('Edit', '[data-rota=night]'),
      'override-dialog': button('Stand-in', '[data-rota=night]'),
    },
  },
  {
    name: 'channels',
    path: () => '/settings/channels',
    opens: {
      'connect-dialog': button('Connect a way'),
      'ways-in': button('New incoming webhook'),
      'end-dialog for a webhook': button('Remove', '[data-hook=crm]'),
      'end-dialog for a way out': button('Disconnect', '[data-way=room]'),
    },
  },
  {
    name: 'developers',
    path: () => '/settings/developers',
    opens: { keys: button('New key'), 'end-dialog for a key': button('Revoke', '[data-key=shop]') },
  },
  {
    name: 'detector',
    path: () => '/settings/detector',
    opens: { 'rule-dialog for phrases': button('New phrases'), 'rule-dialog': button('New rule') },
  },
  { name: 'approval rules', path: () => '/settings/approval-rules', opens: { 'rules-dialog': button('Choose what waits…') } },
  {
    name: 'customer',
    path: customer,
    first: (page) => page.locator('main input[type=checkbox]').first().check(),
    opens: { 'merge-dialog': at('[data-merge]'), 'split-dialog': at('[data-split]') },
  },
  {
    name: 'case',
    path: severe,
    opens: {
      'acknowledge-form': at('[data-deed=acknowledge]'),
      'assign-form': at('[data-deed=assign]'),
      'reason-form': at('[data-deed=escalate]'),
      'regrade-form': at('[data-deed=regrade]'),
      'close-form': at('[data-deed=close]'),
      macros: at('[data-deed=assign]', 'm'),
      'happening-form': at('[data-deed=assign]', 'Shift+H'),
      'letter-dialog': at('[data-deed=letter]'),
    },
  },
  {
    name: 'rule books of a case',
    path: severe,
    first: async (page) => {
      await page.locator('#tab-rules').click()
      for (const part of ['answered', 'more']) await page.locator(`[data-rules=${part}] summary`).click()
    },
    opens: {
      'happening-form': at('[data-deed=happened]'),
      'answer-form for a change': button(/Change…/, '[data-answer=complex]'),
      'answer-form': button(/Answer…/, '[data-question=firm_role]'),
      'class-form': button(/Change the class…/, '[data-book=au-asic-rg271]'),
    },
  },
  {
    name: 'one case at a time',
    path: () => '/cases',
    first: async (page) => {
      await chooseFirst(page)
      await page.keyboard.press('p')
      await page.locator('[data-focus]').waitFor()
    },
    opens: { 'skip-dialog': button(/Skip…/) },
  },
  {
    name: 'list',
    path: () => '/cases',
    first: chooseFirst,
    opens: {
      'case-deeds for an owner': at('[data-bulk-deed=assignRow]'),
      'case-deeds for topics': at('[data-bulk-deed=labelRow]'),
      'case-deeds for an end': at('[data-bulk-deed=closeRow]'),
      snooze: at('[data-bulk-deed=snoozeRow]'),
      views: (page) => ({ from: page.locator('[data-views]'), item: page.getByRole('menuitem', { name: 'Keep this view…' }) }),
    },
  },
  {
    name: 'inbox',
    path: (desk) => `/inbox?open=${placesOf(desk).message}`,
    opens: {
      correction: at('.pane-wrong'),
      'demo-ribbon': button('Remove the sample data', '.ribbon'),
      palette: at('.top-search'),
      'key-sheet': at('.top-keys'),
      'paste-box': at('.top-search', 'c'),
    },
  },
]
