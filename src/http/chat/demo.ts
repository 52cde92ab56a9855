import { html } from '../pages/html'
import { type Language, languageFor } from '../pages/language'
import { send } from '../pages/page'
import { WORDS } from '../pages/words'
import { Problem } from '../problem'
import type { Handler } from '../route'

/** A page as a firm's own might be, with the chat button on it: so that whoever tries the sample firm sees both sides. */
export const getDemo: Handler = async (services, request, reply) => {
  const firm = (await services.forms.firms()).find(({ tenant }) => tenant.demo)
  if (!firm) throw new Problem(404, 'not_found', 'There is no sample firm here.')
  const { slug, name, language } = firm.tenant
  const lang = languageFor((request.query as { lang?: unknown }).lang, request.headers['accept-language'], language)
  const words = WORDS[lang]
  const link = (url: string, text: string) => html`<a class="button quiet" href="${url}">${text}</a>`
  const body = html`<h1>${words.demo_title}</h1><p>${words.demo_text}</p>
<p class="actions">${link('/inbox', words.demo_desk)}${link(`/f/${slug}?lang=${lang}`, words.demo_form)}${link(`/status?f=${slug}&lang=${lang}`, words.demo_status)}</p>
<script async src="/chat.js" data-desk="${slug}" data-lang="${lang}"></script>`
  const tongues = { link: (each: Language) => `/demo/chat?lang=${each}` }
  return send(reply, 200, { lang, title: words.demo_title, body, company: name, tongues, help: false })
}
