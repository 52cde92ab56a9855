import type { Page } from 'playwright-core'
import { withStore } from '../../src/cli/open'
import { signLink } from '../../src/http/pages/alert-link'
import { installationSecret } from '../../src/store/secret'
import type { Demo } from './demo'
import type { View } from './take'

const press = (page: Page, value: string) => page.click(`.actions button[value=${value}]`)
const WORDS: Record<string, string> = {
  en: 'The charger caught fire while it was on my desk, and my hand is burned. Who answers for this?',
  th: 'ที่ชาร์จไฟลุกตอนวางอยู่บนโต๊ะ มือผมโดนลวก ใครจะรับผิดชอบครับ',
  zh: '充电器放在桌上时起火了,我的手被烫伤了。谁来负责?',
  fa: 'شارژر روی میزم آتش گرفت و دستم سوخت. چه کسی پاسخگوست؟',
}
const MAIL = 'somchai@mail.example'
type Step = 'about' | 'answer' | 'check' | 'thanks' | 'status'

/** Goes through the form as a customer does, up to the page that is to be seen. */
async function toStep(page: Page, step: Step) {
  const lang = (await page.getAttribute('html', 'lang')) ?? 'en'
  await page.fill('#words', WORDS[lang] ?? '')
  await press(page, 'next')
  if (step === 'about') return
  await press(page, 'skip')
  if (step === 'answer') return
  await page.check('#by-email')
  await page.fill('#email', MAIL)
  await press(page, 'next')
  if (step === 'check') return
  await press(page, 'send')
  if (step === 'thanks') return
  await page.click('form.actions button')
  await page.fill('#contact', MAIL)
  await page.click('.actions button')
  await page.locator('.stages').waitFor()
}

const uuid = (id: string) => id.replace(/^[a-z]+_/, '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
type Alert = { id: string; state: string; next: object | null }

/** The page behind the link that an expert gets; the link is signed as the server signs it. */
async function alertLink({ url, dir, get }: Demo, tenant: string): Promise<string> {
  const alerts = (await get<{ data: Alert[] }>('/alerts?limit=50')).data
  const alert = alerts.find(({ state, next }) => state === 'open' && next !== null) ?? alerts[0]
  const person = (await get<{ data: { id: string }[] }>('/users')).data[0]
  if (!alert || !person) throw new Error('the demo has no alert')
  const secret = await withStore({ dir }, ({ db }) => installationSecret(db, 'pages'))
  const until = Date.now() + 3_600_000
  return `${url}/a/${signLink(secret, { purpose: 'alert', tenant, about: uuid(alert.id), person: uuid(person.id), until })}`
}

/** What a customer or a colleague without an account sees of the demo. */
export async function publicViews(demo: Demo): Promise<View[]> {
  const { tenant } = await demo.get<{ tenant: { id: string; slug: string } }>('/me')
  const alert = await alertLink(demo, tenant.id)
  const form = (lang: string) => `${demo.url}/f/${tenant.slug}?lang=${lang}`
  const step = (name: Step): View => ({
    ...{ name: `form-${name}`, address: form, ready: '#words', console: false },
    before: (page) => toStep(page, name),
  })
  return [
    { name: 'form-words', address: form, ready: '#words', console: false },
    ...(['about', 'answer', 'check', 'thanks', 'status'] as const).map(step),
    { name: 'alert', address: (lang) => `${alert}?lang=${lang}`, ready: 'main', console: false },
    { name: 'sign-in', address: (lang) => `${demo.url}/sign-in?lang=${lang}`, ready: '#email', console: false },
  ]
}
