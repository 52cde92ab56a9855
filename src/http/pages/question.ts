import type { Handler } from '../route'
import type { Services } from '../services'
import { readLink } from './alert-link'
import { html } from './html'
import { type Language, languageFor } from './language'
import { sourceOf } from './limit'
import { field, send, sentence } from './page'
import { sayTime } from './promises'
import { say, WORDS } from './words'

/** Where a colleague outside the desk answers the one question that they were asked. Opening it does nothing. */
export const getQuestion: Handler = async (services, request, reply) => {
  const { token } = request.params as { token: string }
  const lang = languageFor((request.query as { lang?: unknown }).lang, request.headers['accept-language'])
  const asked = await find(services, token)
  const words = WORDS[lang]
  const frame = {
    lang,
    title: words.question_answer,
    company: asked?.company ?? 'Redress',
    help: false,
    tongues: { link: (each: Language) => `/q/${token}?lang=${each}` },
  }
  if (!asked) return send(reply, 410, { ...frame, body: sentence(html`${words.alert_link_dead}`, words.alert_link_dead_more) })
  if (asked.question.answeredAt !== null || asked.question.withdrawnAt !== null)
    return send(reply, 410, { ...frame, body: sentence(html`${words.question_gone}`) })
  const { question, asker, zone } = asked
  const body = html`<h1>${say(words, 'question_title', { name: html`<bdi>${asker}</bdi>` })}</h1><p class="said" dir="auto"><strong>${question.text}</strong></p>
${question.shown && html`<h2>${words.question_shown}</h2><blockquote class="said" dir="auto">“${question.shown}”</blockquote>`}
<p class="soft">${say(words, 'question_due', { at: sayTime(lang, zone, question.dueAt) })}</p><form method="post" action="/q/${token}"><input type="hidden" name="in" value="${lang}">
${field(words, [], { name: 'words', label: words.question_answer, value: '', max: 4_000, box: true })}<div class="actions"><button>${words.question_send}</button></div></form>`
  return send(reply, 200, { ...frame, body })
}

export const postQuestion: Handler = async (services, request, reply) => {
  const { token } = request.params as { token: string }
  const fields = (request.body ?? {}) as Record<string, unknown>
  const lang = languageFor(fields.in, request.headers['accept-language'])
  const words = WORDS[lang]
  const asked = await find(services, token)
  const frame = {
    lang,
    title: words.question_answer,
    company: asked?.company ?? 'Redress',
    help: false,
    tongues: { link: (each: Language) => `/q/${token}?lang=${each}` },
  }
  if (!asked || !services.forms.allows(`question ${sourceOf(request)}`, 30, 600_000))
    return send(reply, asked ? 429 : 410, { ...frame, body: sentence(html`${words.alert_link_dead}`, words.alert_link_dead_more) })
  const said = typeof fields.words === 'string' ? fields.words.slice(0, 4_000) : ''
  const answer = await services.alerts.answer(asked.tenant, asked.question.id, said)
  if (answer === 'no_words') return send(reply, 422, { ...frame, body: sentence(html`${words.question_empty}`) })
  if (answer === 'gone') return send(reply, 410, { ...frame, body: sentence(html`${words.question_gone}`) })
  return send(reply, 200, {
    ...frame,
    body: html`<div role="status">${sentence(say(words, 'question_thanks', { name: html`<bdi>${asked.asker}</bdi>` }))}</div>`,
  })
}

async function find(services: Services, token: string) {
  const link = readLink(await services.forms.secret(), 'question', token, services.needs.now())
  if (!link || link.expired) return null
  const directory = await services.directory(link.tenant).catch(() => null)
  const question = directory ? await services.alerts.question(link.tenant, link.about) : null
  if (!directory || !question) return null
  const asker = directory.people.find((p) => p.id === question.askedBy)?.name ?? directory.tenant.name
  return { question, asker, tenant: link.tenant, company: directory.tenant.name, zone: directory.tenant.timeZone }
}
