import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerIn, isScore, SCORES } from '../../domain/survey'
import type { Handler } from '../route'
import type { Services } from '../services'
import { readLink } from './alert-link'
import { readAnswers } from './answers'
import { html } from './html'
import { isLanguage, type Language, languageFor } from './language'
import { sourceOf } from './limit'
import { field, type Mistake, send, sentence, summary } from './page'
import { type Key, say, WORDS } from './words'

type Given = { score: number | null; note: string }
const MOST_WORDS = 4_000

/** One question about one closed case, behind a signed link. Opening it changes nothing, whoever opens it; mail scanners do. */
export const getSurvey: Handler = async (services, request, reply) => {
  const { lang: asked, score } = request.query as { lang?: unknown; score?: unknown }
  const lang = languageFor(asked, request.headers['accept-language'])
  const it = await find(services, request)
  if (!it) return gone(reply, lang, request)
  if (it.answer && !it.answer.open) return said(reply, lang, request, it.company, 'survey_over')
  const picked = Number(score)
  const given = { score: isScore(picked) ? picked : (it.answer?.score ?? null), note: it.answer?.note ?? '' }
  return ask(reply, 200, lang, request, it, given)
}

/** Only a form that somebody sends counts, and within a week the last one. */
export const postSurvey: Handler = async (services, request, reply) => {
  const fields = (request.body ?? {}) as Record<string, unknown>
  const lang = [fields.lang, fields.in].find(isLanguage) ?? languageFor('', request.headers['accept-language'])
  const it = await find(services, request)
  if (!it || !services.forms.allows(`survey ${sourceOf(request)}`, 30, 600_000)) return gone(reply, lang, request)
  const given = {
    score: isScore(Number(fields.score)) ? Number(fields.score) : null,
    note: readAnswers({ words: fields.words }).words.slice(0, MOST_WORDS),
  }
  if (isLanguage(fields.lang)) return ask(reply, 200, lang, request, it, given)
  if (given.score === null) return ask(reply, 422, lang, request, it, given, [{ field: 'score-1', text: say(WORDS[lang], 'survey_none') }])
  const done = await services.answerSurvey(it.tenant, it.caseId, { score: given.score, note: given.note || null })
  return said(reply, lang, request, it.company, done ? 'survey_thanks' : 'survey_over')
}

async function find(services: Services, request: FastifyRequest) {
  const now = services.needs.now()
  const link = readLink(await services.forms.secret(), 'survey', (request.params as { token: string }).token, now)
  if (!link || link.expired) return null
  const directory = await services.directory(link.tenant).catch(() => null)
  const it = directory ? await services.reads.case(link.tenant, { id: link.about }) : null
  if (!directory || !it) return null
  const events = await services.reads.timeline(link.tenant, it.id)
  const answer = answerIn(
    events.map(({ event }) => event),
    now,
  )
  return { tenant: link.tenant, caseId: it.id, reference: it.reference, company: directory.tenant.name, answer }
}
type Found = NonNullable<Awaited<ReturnType<typeof find>>>

const addressOf = (request: FastifyRequest) => `/survey/${(request.params as { token: string }).token}`
const frameOf = (lang: Language, request: FastifyRequest, company: string) => ({
  lang,
  company,
  help: false,
  tongues: { link: (each: Language) => `${addressOf(request)}?lang=${each}` },
})

const gone = (reply: FastifyReply, lang: Language, request: FastifyRequest) =>
  send(reply, 410, { ...frameOf(lang, request, ''), title: WORDS[lang].survey_gone, body: sentence(html`${WORDS[lang].survey_gone}`) })

function said(reply: FastifyReply, lang: Language, request: FastifyRequest, company: string, key: 'survey_thanks' | 'survey_over') {
  const words = WORDS[lang]
  const body = html`<div role="status">${sentence(html`${words[key]}`, key === 'survey_thanks' && words.survey_thanks_more)}</div>`
  return send(reply, 200, { ...frameOf(lang, request, company), title: words[key], body })
}

function ask(
  reply: FastifyReply,
  status: number,
  lang: Language,
  request: FastifyRequest,
  it: Found,
  given: Given,
  mistakes: Mistake[] = [],
) {
  const words = WORDS[lang]
  const title = say(words, 'survey_title', { reference: html`<span class="id">${it.reference}</span>` })
  const choice = (score: number) =>
    html`<label class="choice" for="score-${score}"><input type="radio" id="score-${score}" name="score" value="${score}"${given.score === score && html` checked`}> ${words[`survey_${score}` as Key]}</label>`
  const body = html`<form method="post" action="${addressOf(request)}" id="survey" novalidate>${summary(words, mistakes)}<input type="hidden" name="in" value="${lang}">
<fieldset><legend class="title"><h1>${title}</h1></legend><p class="soft">${words.survey_scores}</p>${SCORES.map(choice)}</fieldset>
${field(words, [], { name: 'words', label: words.survey_words, value: given.note, max: MOST_WORDS, box: true, optional: true })}
<div class="actions"><button>${words.survey_send}</button></div></form>`
  return send(reply, status, {
    ...frameOf(lang, request, it.company),
    tongues: { form: 'survey', go: '' },
    title,
    body,
    troubled: mistakes.length > 0,
  })
}
