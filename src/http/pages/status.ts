import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Directory } from '../../actions/needs'
import { parseReference } from '../../domain/reference'
import { toProblem } from '../problem'
import type { Handler } from '../route'
import type { Services } from '../services'
import { readLink } from './alert-link'
import { readAnswers } from './answers'
import { find, findOwn, type Story } from './find'
import { type Html, html } from './html'
import { isLanguage, type Language, languageFor } from './language'
import { sourceOf } from './limit'
import { field, send, sentence } from './page'
import { story } from './story'
import { say, WORDS } from './words'

const FORM = 'status'
/** Every answer that shows nothing takes this long, whatever had to be looked up for it. */
const ALIKE_MS = 400
const TRIES = 20
const TEN_MINUTES = 600_000

/** Where a customer asks for their complaint, without an account. */
export const getStatus: Handler = async (services, request, reply) => {
  const { f, lang: asked } = request.query as { f?: unknown; lang?: unknown }
  const firm = typeof f === 'string' && f !== '' ? await services.forms.tenantBySlug(f).catch(() => null) : null
  const lang = languageFor(asked, request.headers['accept-language'], firm?.tenant.language)
  return ask(reply, 200, lang, firm)
}

/**
 * Shows a complaint to whoever knows its reference and one address of the person whose it is. A wrong pair, an unknown reference and a
 * mistyped one get the same page after the same time; too many tries from one place, or at one reference, have to wait.
 */
export const postStatus: Handler = async (services, request, reply) => {
  const began = performance.now()
  const fields = (request.body ?? {}) as Record<string, unknown>
  const slug = typeof fields.f === 'string' ? fields.f : ''
  const lang = [fields.lang, fields.in].find(isLanguage) ?? languageFor('', request.headers['accept-language'])
  try {
    const firm = slug ? await services.forms.tenantBySlug(slug) : null
    const given = {
      reference: readAnswers({ product: fields.reference }).product,
      contact: readAnswers({ email: fields.contact }).email,
    }
    if (isQuestion(fields)) return ask(reply, 200, lang, firm, { reference: parseReference(given.reference) ?? '' })
    if (!mayTry(services, request, given.reference))
      return ask(reply, 429, lang, firm, { trouble: html`<h2>${WORDS[lang].many_title}</h2><p>${WORDS[lang].many_text}</p>` })
    const found = await lookUp(services, firm, given)
    if (found) return tell(reply, lang, found, given)
    await pause(Math.max(0, ALIKE_MS - (performance.now() - began)))
    return ask(reply, 404, lang, firm, { trouble: html`<p>${WORDS[lang].status_unknown}</p>` })
  } catch (error) {
    const { status } = toProblem(error, request)
    const words = WORDS[lang]
    const body = sentence(say(words, status === 503 ? 'away_title' : 'wrong_title'), words.away_later)
    return send(reply, status, { lang, title: words.status_title, body, tongues: { link: (each) => `/status?lang=${each}` } })
  }
}

/** The same behind a signed link from one of our mails. It may be looked at again and again, and says no more than the pair would. */
export const getSignedStatus: Handler = async (services, request, reply) => {
  const { token } = request.params as { token: string }
  const link = readLink(await services.forms.secret(), 'status', token, services.needs.now())
  const firm = link && !link.expired ? await services.directory(link.tenant).catch(() => null) : null
  const found = firm && link ? await findOwn(services.reads, firm, link.about) : null
  const lang = languageFor((request.query as { lang?: unknown }).lang, request.headers['accept-language'], firm?.tenant.language)
  const words = WORDS[lang]
  const tongues = { link: (each: Language) => `/status/${token}?lang=${each}` }
  if (!found)
    return send(reply, 410, {
      lang,
      title: words.status_title,
      tongues,
      body: sentence(html`${words.survey_gone}`, html`<a href="/status?lang=${lang}">${words.thanks_follow}</a>`),
    })
  const title = say(words, 'status_of', { reference: found.reference })
  return send(reply, 200, { lang, title, body: story(lang, found), company: found.firm.tenant.name, tongues })
}

/** From the page after the form, which hands its reference on where no address line keeps it; or another language before anything was asked. */
const isQuestion = ({ contact, lang }: Record<string, unknown>) => contact === undefined || (contact === '' && lang !== undefined)

function mayTry({ forms }: Services, request: FastifyRequest, reference: string) {
  const at = parseReference(reference) ?? ''
  return forms.allows(`status ${sourceOf(request)}`, TRIES, TEN_MINUTES) && (!at || forms.allows(`status of ${at}`, TRIES, TEN_MINUTES))
}

type Given = { reference: string; contact: string }

/** In the firm whose page it is; without one, in each of the few that this installation has. */
async function lookUp(services: Services, firm: Directory | null, { reference, contact }: Given): Promise<Story | null> {
  const at = parseReference(reference)
  if (!at || contact === '' || contact.length > 254) return null
  for (const each of firm ? [firm] : await services.forms.firms()) {
    const found = await find(services.reads, each, at, contact)
    if (found) return found
  }
  return null
}

type Asked = { reference?: string; trouble?: Html }
function ask(reply: FastifyReply, status: number, lang: Language, firm: Directory | null, { reference = '', trouble }: Asked = {}) {
  const words = WORDS[lang]
  const slug = firm?.tenant.slug ?? ''
  const body = html`<form method="post" action="/status" id="${FORM}" novalidate><button class="away" tabindex="-1" aria-hidden="true">${words.status_show}</button>
${trouble && html`<div class="errors" role="alert" tabindex="-1" autofocus id="errors">${trouble}</div>`}<h1>${words.status_title}</h1><p class="soft">${words.status_intro}</p>
<input type="hidden" name="f" value="${slug}"><input type="hidden" name="in" value="${lang}">
${field(words, [], { name: 'reference', label: words.reference, hint: say(words, 'reference_hint', { example: html`<span class="id">7K3M-92QD</span>` }), value: reference, max: 40, attributes: html`autocomplete="off" autocapitalize="characters" spellcheck="false"` })}
${field(words, [], { name: 'contact', label: words.contact, value: '', max: 254, attributes: html`autocomplete="email"${reference && html` autofocus`}` })}
<div class="actions"><button>${words.status_show}</button></div></form>`
  const company = firm?.tenant.name
  const link = (each: Language) => `/status?${new URLSearchParams({ ...(slug ? { f: slug } : {}), lang: each })}`
  const tongues = reference ? { form: FORM } : { link }
  return send(reply, status, { lang, title: words.status_title, body, company, tongues, troubled: trouble !== undefined })
}

/** The words of a complaint are on nobody's address line: another language is asked for by sending the same pair again. */
function tell(reply: FastifyReply, lang: Language, found: Story, given: Given) {
  const words = WORDS[lang]
  const { slug, name: company } = found.firm.tenant
  const pair: [string, string][] = [
    ['f', slug],
    ['in', lang],
    ['reference', given.reference],
    ['contact', given.contact],
  ]
  const again = html`<form method="post" action="/status" id="${FORM}">${pair.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}</form>`
  const title = say(words, 'status_of', { reference: found.reference })
  return send(reply, 200, { lang, title, body: html`${again}${story(lang, found)}`, company, tongues: { form: FORM } })
}
