import type { Directory } from '../../actions/needs'
import type { CaseView, MessageView } from '../../actions/reads'
import type { Handler } from '../route'
import type { Services } from '../services'
import { CHANNEL } from './hand-in'
import { html } from './html'
import { type Language, languageFor } from './language'
import { type Page, send, sentence } from './page'
import { promisesOf, sayTime } from './promises'
import { FORM_SCRIPT } from './scripts'
import { readReference } from './stamp'
import { say, WORDS } from './words'

/** After "Send": the reference and when they will hear. Opened by a signed address only, which nobody can make for somebody else's. */
export const getThanks: Handler = async (services, request, reply) => {
  const { slug } = request.params as { slug: string }
  const query = request.query as { r?: unknown; lang?: unknown }
  const firm = await services.forms.tenantBySlug(slug)
  const lang = languageFor(query.lang, request.headers['accept-language'], firm?.tenant.language)
  const words = WORDS[lang]
  const own = firm && typeof query.r === 'string' ? readReference(await services.forms.secret(), slug, query.r) : null
  const message = firm && own ? await services.reads.messageBySource(firm.tenant.id, CHANNEL, own) : null
  const frame = { lang, company: firm?.tenant.name ?? '', script: FORM_SCRIPT }
  const link = (each: Language) => `/f/${encodeURIComponent(slug)}/thanks?${new URLSearchParams({ r: String(query.r ?? ''), lang: each })}`
  if (!firm || !message || !own) {
    const gone = html`${sentence(say(words, 'status_title'), words.thanks_gone)}${follow(lang, slug)}`
    return send(reply, 404, { ...frame, title: words.status_title, body: gone, tongues: { link } })
  }
  const it = message.found?.caseId ? await services.reads.case(firm.tenant.id, { id: message.found.caseId }) : null
  const body = await thanks(services, lang, firm, message, it)
  return send(reply, 200, { ...frame, title: words.thanks_title, body, tongues: { link } } satisfies Page)
}

async function thanks(services: Services, lang: Language, firm: Directory, message: MessageView, it: CaseView | null) {
  const words = WORDS[lang]
  const shown = it && mine(it, message) ? it.reference : String(message.meta.reference)
  const by = message.meta.answer_by
  const copy = html`<button type="button" class="quiet" data-copy="${shown}" data-done="${words.copied}" hidden>${words.copy}</button>`
  return html`<h1>${words.thanks_title}</h1>
<div class="card"><p>${words.thanks_reference}</p><p class="actions" style="margin:0"><strong class="reference">${shown}</strong> ${copy}</p>
<p class="soft">${by === 'none' ? words.thanks_none_keep : words.thanks_keep}</p></div>
<h2>${words.thanks_next}</h2>
${by === 'none' ? html`<p>${words.thanks_none}</p>` : html`${await hearings(services, lang, firm, it)}${by === 'phone' && html`<p>${words.thanks_phone}</p>`}${handOn(lang, firm.tenant.slug, shown)}`}`
}

/** A person may have joined the message to somebody else's case; that case's reference is not this customer's. */
const mine = (it: CaseView, message: MessageView) => it.contactId === (message.found?.contactId ?? null)

async function hearings(services: Services, lang: Language, firm: Directory, it: CaseView | null) {
  const words = WORDS[lang]
  const { first, final } = promisesOf(it ? await services.reads.clocks(firm.tenant.id, it.id) : [])
  const now = services.needs.now()
  const ahead = [
    { clock: first, key: 'thanks_first' as const },
    { clock: final, key: 'thanks_final' as const },
  ].flatMap(({ clock, key }) =>
    clock?.dueAt && clock.metAt === null && clock.dueAt > now
      ? [html`<p>${say(words, key, { time: sayTime(lang, clock.timeZone, clock.dueAt) })}</p>`]
      : [],
  )
  return ahead.length > 0 ? ahead : html`<p>${words.thanks_soon}</p>`
}

/** The reference goes to the next page by a form: it is half of what opens a complaint, and an address line is read by others. */
const handOn = (lang: Language, slug: string, reference: string) =>
  html`<form method="post" action="/status" class="actions">${Object.entries({ f: slug, in: lang, reference }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="quiet">${WORDS[lang].thanks_follow}</button></form>`
const follow = (lang: Language, slug: string) =>
  html`<p class="actions"><a class="button quiet" href="/status?${new URLSearchParams({ f: slug, lang }).toString()}">${WORDS[lang].thanks_follow}</a></p>`
