import { z } from 'zod'
import type { LetterWish, Preview } from '../actions/letters'
import { storable } from '../domain/intake'
import { LETTERS, WRITTEN } from '../domain/letters/letter'
import { isoOrNull } from '../domain/moment'
import { read } from '../domain/public-id'
import { FACTS, isFact } from '../domain/regimes/facts'
import type { ExternalBody } from '../domain/regimes/pack'
import type { Block } from '../domain/regimes/vocabulary'
import { dayInWords } from '../domain/time/words'
import { find } from './cases'
import { html } from './pages/html'
import { languageFor } from './pages/language'
import { presentReplied } from './present'
import { notFound, Problem, refused } from './problem'
import type { Handler, Route } from './route'
import { sightOf } from './sight'

const words = z.string().max(20_000).refine(storable, 'must be well-formed Unicode without U+0000')
const LetterBody = z.strictObject({
  kind: z.enum(LETTERS),
  lang: z.enum(['en', 'th', 'zh', 'fa']).nullish(),
  decision: z.enum(['accepted', 'partly', 'rejected']).nullish(),
  /** What only an author can say, by block. */
  words: z.partialRecord(z.enum(WRITTEN as [Block, ...Block[]]), words).optional(),
  /** Why an answer is late: questions of the rule books that somebody confirmed. */
  grounds: z.array(z.string().max(80)).max(10).optional(),
  expected: z.iso.date().nullish(),
  consents: z.boolean().nullish(),
  /** Another way than the one that the customer asked for or wrote by; also one that they asked us to leave. */
  channel: z.string().max(40).nullish(),
  /** What its author adds, whatever the rule books ask. */
  more: words.nullish(),
})
const LetterOut = LetterBody.extend({
  /** The newest message of the customer that its writer has read; a letter that has not seen the newest is refused. */
  last_seen_message_id: z.string().max(80).nullish(),
  /** Send although a colleague is writing to this customer just now. */
  anyway: z.boolean().default(false),
})

const wishOf = (caseId: string, body: z.infer<typeof LetterBody>): LetterWish => {
  const unknown = (body.grounds ?? []).find((name) => !isFact(name) || FACTS[name]!.type !== 'yes_no')
  if (unknown !== undefined) throw new Problem(422, 'invalid', `grounds: "${unknown}" is not a question of a rule book`)
  return {
    caseId,
    kind: body.kind,
    lang: body.lang ?? null,
    decision: body.decision ?? null,
    written: body.words ?? {},
    grounds: body.grounds ?? [],
    expected: body.expected ?? null,
    consents: body.consents ?? null,
    channel: body.channel ?? null,
    more: body.more ?? null,
  }
}

const postPreview: Handler = async (services, request) => {
  const { it } = await find(services, request)
  const preview = await services.letters.preview(request.principal.tenant, wishOf(it.id, request.body as z.infer<typeof LetterBody>))
  if (!preview) throw notFound('No case')
  return presentLetter(preview)
}

const presentLetter = ({ letter, lang, asked, gate, known, fits, grounds }: Preview) => ({
  lang,
  dir: letter.dir,
  subject: letter.subject,
  body: letter.body,
  blocks: letter.parts,
  asked: asked.map((one) => ({ ...one, present: letter.parts.some(({ block }) => block === one.block) })),
  may_leave: gate.open,
  refused: gate.open ? null : gate.refused,
  missing: gate.open ? [] : gate.missing,
  says: gate.open ? null : sentence(gate),
  fits: fits.map(({ dueAt, ...fit }) => ({ ...fit, due_at: isoOrNull(dueAt) })),
  grounds,
  external_body: known.body && presentBody(known.body),
  /** The last day on which the customer may go there, and the day by which the rule books want our answer; null where none is known. */
  customer_deadline: known.deadline || null,
  answer_by: known.answerBy || null,
})
const presentBody = ({ id, name, web, email, phone, post }: ExternalBody) => ({ id, name, web, email, phone, post })

/** Why a letter may not leave, so that its author knows what to write. */
function sentence({ refused: code, by, missing }: Extract<Preview['gate'], { open: false }>) {
  const rules = [...new Set(by.map(({ reference, regime }) => (reference === '' ? '' : `${reference} (${regime})`)))].filter(
    (rule) => rule !== '',
  )
  const source = rules.length > 0 ? ` ${rules.join('; ')}` : ''
  if (code === 'too_late') return `The time in which this notice counts is over.${source}`
  if (code === 'no_ground') return `Confirm a reason that the rule book permits.${source}`
  return `The letter does not say: ${missing.map((block) => block.replaceAll('_', ' ')).join(', ')}.${source}`
}

const UNDECIDED = ' Say the decision (accepted, partly or rejected), and only what it needs is asked for.'
const postLetter: Handler = async (services, request, reply) => {
  const { it } = await find(services, request)
  const { tenant, actor, userId } = request.principal
  const { last_seen_message_id: seen, anyway, ...body } = request.body as z.infer<typeof LetterOut>
  const wish = wishOf(it.id, body)
  const writing = userId ? services.presence.writerBeside(tenant, it.id, userId) : null
  const answer = await services.letters.send(tenant, {
    ...{ ...wish, by: actor, writing, anyway },
    ...(seen ? { lastSeen: read('msg', seen) } : {}),
  })
  if (answer.done) {
    if (userId) services.presence.released(tenant, it.id, userId)
    reply.code(201)
    const { preview, ...where } = answer.value
    return { ...presentReplied(where, sightOf(request.principal)), ...presentLetter(preview) }
  }
  const preview = answer.refused === 'case_unknown' ? null : await services.letters.preview(tenant, wish)
  if (!preview) throw notFound('No case')
  if (preview.gate.open) throw refused(answer.refused)
  const errors = preview.gate.missing.map((block) => ({
    pointer: `/blocks/${block}`,
    code: 'missing',
    detail: `The block ${block} is missing.`,
  }))
  const how = preview.gate.refused === 'content_missing' && wish.kind === 'final_response' && wish.decision === null ? UNDECIDED : ''
  throw new Problem(409, preview.gate.refused, sentence(preview.gate) + how, { errors })
}

/** A letter of the outbox as a page for paper: the browser prints it, or saves it as PDF. */
const getPrint: Handler = async (services, request, reply) => {
  const { tenant } = request.principal
  const id = read('ntc', (request.params as { letter: string }).letter)
  const { it, directory } = await find(services, request)
  const { rows } = await services.reads.notices(tenant, { states: [], caseId: it.id, limit: 200, after: null })
  const notice = rows.find((row) => row.id === id && row.audience === 'customer')
  if (!notice) throw notFound('No letter')
  const paragraphs = notice.body
    .split('\n\n')
    .map((text) => html`<p>${text.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>`)
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-language', notice.lang)
    .send(
      html`<!doctype html>
<html lang="${notice.lang}" dir="${notice.lang === 'fa' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><title>${notice.subject}</title>
<style>body{font:12pt/1.5 sans-serif;max-width:17cm;margin:2cm auto}</style></head>
<body><p dir="auto">${directory.tenant.name}</p><p dir="auto">${sightOf(request.principal).name(notice.toName) ?? ''}</p><p><time datetime="${new Date(notice.createdAt).toISOString()}">${dayInWords(languageFor(notice.lang, undefined), directory.tenant.timeZone, notice.createdAt)}</time></p>
<h1>${notice.subject}</h1>${paragraphs}</body></html>`.text,
    )
}

export const LETTER_ROUTES: Route[] = [
  {
    method: 'POST',
    url: '/api/v1/cases/:id/letters/preview',
    who: 'cases:read',
    summary: 'A letter as it would leave, with what its rule books ask for and what is missing',
    handle: postPreview,
    schema: { body: LetterBody },
  },
  {
    method: 'POST',
    url: '/api/v1/cases/:id/letters',
    who: 'cases:write',
    summary: 'Send a letter; refused while a block that must be there is missing',
    handle: postLetter,
    schema: { body: LetterOut },
    creates: true,
  },
  {
    method: 'GET',
    url: '/api/v1/cases/:id/letters/:letter/print',
    who: 'cases:read',
    summary: 'A letter as a page to print or to save as PDF',
    handle: getPrint,
  },
]
