import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Directory } from '../../actions/needs'
import { Problem, toProblem } from '../problem'
import type { Handler } from '../route'
import type { Services } from '../services'
import { type Answers, allMistakes, mistakesIn, readAnswers, STEPS, type Step, stepOf } from './answers'
import { handIn } from './hand-in'
import { type Html, html } from './html'
import { isLanguage, type Language, languageFor } from './language'
import { sourceOf } from './limit'
import { type Mistake, send, sentence } from './page'
import { FORM_SCRIPT } from './scripts'
import { newStamp, readStamp, signReference, signStamp } from './stamp'
import { FORM, type Place, sheet } from './steps'
import { type Handed, photoMistakes, readForm } from './upload'
import { say, WORDS } from './words'

/** One visit to the form: whose form it is, in which language, what has been typed so far and where they are. */
type Visit = { slug: string; firm: Directory | null; lang: Language; answers: Answers; stamp: string; place: Place; editing: boolean }
type Shown = { status?: number; mistakes?: readonly Mistake[]; notice?: Html }

/** The complaint form of a firm, empty. */
export const getForm: Handler = async (services, request, reply) => {
  const { slug } = request.params as { slug: string }
  const asked = (request.query as { lang?: unknown }).lang
  try {
    const firm = await services.forms.tenantBySlug(slug)
    const lang = languageFor(asked, request.headers['accept-language'], firm?.tenant.language)
    if (!firm) return noForm(reply, lang, slug)
    const stamp = signStamp(await services.forms.secret(), slug, newStamp(Date.now()))
    const visit: Visit = { slug, firm, lang, answers: readAnswers({}), stamp, place: 'words', editing: false }
    return show(services, reply, visit)
  } catch (error) {
    const { status } = troubleOf(error, request)
    const lang = languageFor(asked, request.headers['accept-language'])
    const title = say(WORDS[lang], status === 500 ? 'wrong_title' : 'away_title')
    return plainPage(reply, status, lang, slug, title, WORDS[lang].away_later)
  }
}

/** One page of the form comes back: on to the next one, back with what is wrong, or handed in. */
export const postForm: Handler = async (services, request, reply) => {
  const { slug } = request.params as { slug: string }
  const handed: Handed = { fields: {}, photos: [], chosen: 0 }
  let firm: Directory | null = null
  try {
    await readForm(request, handed)
    firm = await services.forms.tenantBySlug(slug)
    const visit = visitOf(slug, firm, handed, request)
    if (!firm) return noForm(reply, visit.lang, slug)
    return await onwards(services, request, reply, { ...visit, firm }, handed)
  } catch (error) {
    return kept(services, reply, visitOf(slug, firm, handed, request), handed, troubleOf(error, request))
  }
}

function visitOf(slug: string, firm: Directory | null, { fields }: Handed, request: FastifyRequest): Visit {
  const lang = [fields.lang, fields.in].find(isLanguage) ?? languageFor('', request.headers['accept-language'], firm?.tenant.language)
  const place = ([...STEPS, 'check'] as const).find((each) => each === fields.place) ?? 'words'
  const stamp = typeof fields.stamp === 'string' ? fields.stamp.slice(0, 200) : ''
  return { slug, firm, lang, answers: readAnswers(fields), stamp, place, editing: fields.editing === '1' }
}

type Known = Visit & { firm: Directory }

async function onwards(services: Services, request: FastifyRequest, reply: FastifyReply, visit: Known, handed: Handed) {
  const { place, answers, editing } = visit
  const words = WORDS[visit.lang]
  const go = String(handed.fields.go ?? (place === 'check' ? 'send' : 'next'))
  if (isLanguage(handed.fields.lang)) return show(services, reply, visit)
  if (place === 'check') {
    const wanted = STEPS.find((step) => step === go)
    return wanted ? show(services, reply, { ...visit, place: wanted, editing: true }) : sendIt(services, request, reply, visit, handed)
  }
  const at = STEPS.indexOf(place)
  if (go === 'back') return show(services, reply, { ...visit, place: STEPS[at - 1] ?? 'words' })
  const mistakes = mistakesIn(place, answers, words)
  if (mistakes.length > 0) return show(services, reply, visit, { status: 422, mistakes })
  return show(services, reply, { ...visit, place: editing ? 'check' : (STEPS[at + 1] ?? 'check'), editing: false })
}

const TEN_MINUTES = 600_000

async function sendIt(services: Services, request: FastifyRequest, reply: FastifyReply, visit: Known, handed: Handed) {
  const { slug, answers, firm, lang } = visit
  const words = WORDS[lang]
  const mistakes = allMistakes(answers, words)
  const first = mistakes[0] ? stepOf(mistakes[0].field) : null
  if (first) return backTo(services, reply, visit, first, mistakes)
  const wrongPhotos = photoMistakes(handed, words)
  if (wrongPhotos.length > 0) return show(services, reply, visit, { status: 422, mistakes: wrongPhotos })
  const secret = await services.forms.secret()
  const stamp = readStamp(secret, slug, visit.stamp, Date.now())
  if (!stamp?.fresh || handed.fields.website) {
    const again = signStamp(secret, slug, stamp ? { ...stamp, madeAt: Date.now() } : newStamp(Date.now()))
    const why = { field: '', text: say(words, stamp && !stamp.fresh ? 'stale' : 'once_more') }
    return show(services, reply, { ...visit, stamp: again }, { status: 422, mistakes: [why] })
  }
  if (!services.forms.allows(`form ${sourceOf(request)}`, 60, TEN_MINUTES))
    return show(services, reply, visit, { status: 429, mistakes: [{ field: '', text: say(words, 'slower') }] })
  if (services.health().disk?.low) throw new Problem(507, 'disk_nearly_full', 'The disk is nearly full.')
  const reference = await handIn(services, firm, { answers, photos: handed.photos, lang, submission: stamp.submission })
  reply.header('cache-control', 'no-store')
  const signed = signReference(secret, slug, reference)
  return reply.redirect(`/f/${encodeURIComponent(slug)}/thanks?r=${signed}&lang=${lang}`, 303)
}

const backTo = (services: Services, reply: FastifyReply, visit: Visit, place: Step, mistakes: Mistake[]) =>
  show(services, reply, { ...visit, place, editing: true }, { status: 422, mistakes: mistakes.filter((m) => stepOf(m.field) === place) })

function show(services: Services, reply: FastifyReply, visit: Visit, { status = 200, mistakes = [], notice }: Shown = {}) {
  const { lang, slug, answers, place } = visit
  const words = WORDS[lang]
  const company = visit.firm?.tenant.name ?? ''
  const danger = place === 'about' && tellsOfHarm(services, answers.words)
  const body = sheet({
    ...{ words, lang, place, answers, mistakes, danger, company, stamp: visit.stamp, editing: visit.editing },
    action: `/f/${encodeURIComponent(slug)}`,
    ...(notice ? { notice } : {}),
  })
  const title = { words: words.words_label, about: words.about_title, answer: words.answer_title, check: words.check_title }[place]
  const troubled = mistakes.length > 0 || notice !== undefined
  return send(reply, status, {
    lang,
    title,
    body,
    company,
    tongues: { form: FORM, go: place === 'check' ? 'send' : 'next' },
    script: FORM_SCRIPT,
    troubled,
  })
}

const HARM = new Set(['health', 'safety', 'fire', 'self_harm', 'violence'])
const tellsOfHarm = ({ needs }: Services, text: string) =>
  needs.detect(text, { lang: null, public: false }).risk_phrases.some(({ category }) => HARM.has(category))

/** Something of ours is in trouble: everything typed is shown again, and the same form can be sent again without arriving twice. */
function kept(services: Services, reply: FastifyReply, visit: Visit, handed: Handed, { status, kind }: Trouble) {
  const words = WORDS[visit.lang]
  const photos = handed.chosen > 0 && html`<p>${words.photos_again}</p>`
  const copy = html`<label for="copy">${words.full_label}</label><textarea id="copy" readonly dir="auto">\n${visit.answers.words}</textarea>`
  const notice = html`<h2>${words[`${kind}_title`]}</h2><p>${words[`${kind}_text`]}</p>${photos}${kind === 'full' && copy}`
  if (status !== 500) reply.header('retry-after', '60')
  return show(services, reply, visit, { status, notice })
}

type Trouble = { status: number; kind: 'away' | 'full' | 'wrong' }
function troubleOf(error: unknown, request: FastifyRequest): Trouble {
  const { status } = toProblem(error, request)
  if (status === 507) return { status, kind: 'full' }
  return status === 503 ? { status, kind: 'away' } : { status: status < 500 ? status : 500, kind: 'wrong' }
}

const noForm = (reply: FastifyReply, lang: Language, slug: string) =>
  plainPage(reply, 404, lang, slug, say(WORDS[lang], 'unknown_title'), WORDS[lang].unknown_text)

function plainPage(reply: FastifyReply, status: number, lang: Language, slug: string, title: Html, text: string) {
  const link = (each: Language) => `/f/${encodeURIComponent(slug)}?lang=${each}`
  return send(reply, status, { lang, title, body: sentence(title, text), tongues: { link }, help: false })
}
