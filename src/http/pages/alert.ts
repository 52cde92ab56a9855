import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Directory } from '../../actions/needs'
import type { AlertView } from '../../actions/reads'
import { ALERT_DEEDS, type AlertDeed, refusedFor } from '../../domain/escalation/alert'
import { toProblem } from '../problem'
import type { Handler } from '../route'
import type { Services } from '../services'
import { alertBody } from './alert-body'
import { type AlertLink, readLink } from './alert-link'
import { type Html, html } from './html'
import { type Language, languageFor } from './language'
import { sourceOf } from './limit'
import { send, sentence } from './page'
import { sayTime } from './promises'
import { ALERT_SCRIPT } from './scripts'
import { say, WORDS } from './words'

type Opened = { link: AlertLink; directory: Directory; alert: AlertView; lang: Language; token: string }

/** The page behind an alert's link, for a telephone and without an account. Opening it does nothing, because scanners open links too. */
export const getAlert: Handler = async (services, request, reply) => {
  const opened = await open(services, request)
  if ('lang' in opened && !('alert' in opened)) return dead(reply, opened.lang)
  return show(services, reply, opened as Opened, 200)
}

/** Does what the pressed button says, for the person whose link it is. A deed that comes too late changes nothing and says who has it. */
export const postAlert: Handler = async (services, request, reply) => {
  const opened = await open(services, request)
  if (!('alert' in opened)) return dead(reply, opened.lang)
  const fields = (request.body ?? {}) as Record<string, unknown>
  const deed = ALERT_DEEDS.find((each) => each === fields.do)
  const words = typeof fields.words === 'string' ? fields.words.trim().slice(0, 2_000) : ''
  if (!deed || !services.forms.allows(`alert ${sourceOf(request)}`, 60, 600_000)) return show(services, reply, opened, deed ? 429 : 400)
  const { link, lang } = opened
  try {
    const input = { alertId: link.about, deed, by: link.person, words, via: 'link' }
    const answer = await services.alerts.act(link.tenant, input)
    const alert = (await services.reads.alert(link.tenant, link.about)) ?? opened.alert
    const status = answer.done ? 200 : answer.refused === 'no_words' ? 422 : answer.refused === 'nobody_to_escalate_to' ? 409 : 410
    return show(services, reply, { ...opened, alert }, status, answer.done ? said(lang, deed) : trouble(lang, answer.refused))
  } catch (error) {
    return show(
      services,
      reply,
      opened,
      toProblem(error, request).status,
      html`<p class="error" role="alert">${WORDS[lang].alert_failed}</p>`,
    )
  }
}

async function open(services: Services, request: FastifyRequest): Promise<Opened | { lang: Language }> {
  const { token } = request.params as { token: string }
  const asked = (request.query as { lang?: unknown }).lang
  const plain = languageFor(asked, request.headers['accept-language'])
  const link = readLink(await services.forms.secret(), 'alert', token, services.needs.now())
  if (!link || link.expired) return { lang: plain }
  const directory = await services.directory(link.tenant).catch(() => null)
  const person = directory?.people.find((p) => p.id === link.person)
  const alert = person ? await services.reads.alert(link.tenant, link.about) : null
  if (!directory || !alert) return { lang: plain }
  const lang = languageFor(asked ?? directory.languageOf.get(link.person), undefined, directory.tenant.language)
  return { link, directory, alert, lang, token }
}

function show(services: Services, reply: FastifyReply, it: Opened, status: number, news?: Html) {
  const { alert, link, lang, directory } = it
  const words = WORDS[lang]
  const closed = refusedFor(alert, 'guidance', link.person)
  const frame = {
    lang,
    title: html`${alert.severity} · ${words.alert_title}`,
    company: directory.tenant.name,
    tongues: { link: (each: Language) => `/a/${it.token}?lang=${each}` },
    help: false,
  }
  if (closed && !news) return send(reply, status === 200 ? 410 : status, { ...frame, body: ended(it, closed) })
  if (closed) return send(reply, status, { ...frame, body: html`${news}${ended(it, closed)}` })
  const now = services.needs.now()
  return send(reply, status, { ...frame, body: alertBody({ ...it, now, news }), script: ALERT_SCRIPT })
}

function ended({ alert, lang, directory }: Opened, why: 'over' | 'taken') {
  const words = WORDS[lang]
  if (why === 'over' || alert.acknowledgedAt === null) return sentence(html`${words.alert_over}`, words.alert_over_more)
  const name = directory.people.find((p) => p.id === alert.acknowledgedBy)?.name ?? '–'
  const at = sayTime(lang, directory.tenant.timeZone, alert.acknowledgedAt)
  return sentence(say(words, 'alert_taken', { name: html`<bdi>${name}</bdi>`, at }), words.alert_over_more)
}

function said(lang: Language, deed: AlertDeed) {
  const words = WORDS[lang]
  return html`<div class="card" role="status"><p><strong>${words[`alert_done_${deed}`]}</strong></p>${deed === 'acknowledge' && html`<p>${words.alert_done_acknowledge_more}</p>`}</div>`
}

function trouble(lang: Language, refused: string) {
  const words = WORDS[lang]
  const text = refused === 'no_words' ? words.alert_guidance_empty : refused === 'nobody_to_escalate_to' ? words.alert_nobody : null
  return text === null ? undefined : html`<p class="error" role="alert">${text}</p>`
}

function dead(reply: FastifyReply, lang: Language) {
  const words = WORDS[lang]
  const body = sentence(html`${words.alert_link_dead}`, words.alert_link_dead_more)
  return send(reply, 410, {
    lang,
    title: words.alert_title,
    company: 'Redress',
    help: false,
    body,
    tongues: { link: (each) => `?lang=${each}` },
  })
}
