import { type Answers, answerBy, LIMITS, PHOTO_BYTES, PHOTO_COUNT, STEPS, type Step } from './answers'
import { type Html, html, type Printable } from './html'
import { field, type Mistake, summary } from './page'
import { ACCEPT } from './photos'
import { type Key, say, type Words } from './words'

export const FORM = 'complaint'
export type Place = Step | 'check'
export type Sheet = {
  words: Words
  lang: string
  action: string
  company: string
  place: Place
  answers: Answers
  stamp: string
  mistakes: readonly Mistake[]
  /** Came from the last page to change something, and goes back there. */
  editing: boolean
  /** The words so far tell of harm, so help comes before complaining. */
  danger: boolean
  /** Said first where the whole page, not one answer, is in trouble. */
  notice?: Html
}

/** One page of the form. What stands on the other pages travels along hidden; the server keeps nothing before "Send". */
export function sheet(it: Sheet): Html {
  const { words, place } = it
  const photos = place === 'check' && html` enctype="multipart/form-data"`
  return html`<form method="post" action="${it.action}" id="${FORM}" novalidate${photos}>
${hidden(it)}${place !== 'check' && !it.editing && html`<p class="step">${say(words, 'step', { n: STEPS.indexOf(place) + 1, of: STEPS.length })}</p>`}
${it.notice && html`<div class="errors" role="alert" tabindex="-1" autofocus id="errors">${it.notice}</div>`}${summary(words, it.mistakes)}${it.danger && html`<p class="note" role="note">${words.danger}</p>`}
${{ words: wordsStep, about: aboutStep, answer: answerStep, check: checkStep }[place](it)}</form>`
}

const ON_PAGE: Record<Place, readonly (keyof Answers)[]> = {
  words: ['words'],
  about: ['product', 'order'],
  answer: ['by', 'email', 'phone', 'name', 'needs'],
  check: [],
}

function hidden({ place, lang, stamp, editing, answers }: Sheet) {
  const carried = (Object.keys(answers) as (keyof Answers)[]).filter((name) => !ON_PAGE[place].includes(name) && answers[name] !== '')
  const values: [string, string][] = [
    ['in', lang],
    ['stamp', stamp],
    ['place', place],
    ...(editing ? [['editing', '1'] as [string, string]] : []),
    ...carried.map((name): [string, string] => [name, answers[name]]),
  ]
  return html`${values.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p class="away" aria-hidden="true"><label for="website">Website</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p>`
}

const wordsStep = (it: Sheet) => {
  const { words, editing } = it
  const asks = { name: 'words', label: words.words_label, hint: words.words_hint, value: it.answers.words, max: LIMITS.words, box: true }
  return html`${!editing && html`<h1>${say(words, 'form_title', { company: bdi(it.company) })}</h1><p class="soft">${words.form_intro}</p>`}
${field(words, it.mistakes, { ...asks, heading: editing, attributes: html`required` })}${actions(it)}`
}

const aboutStep = (it: Sheet) => {
  const { words, mistakes, answers } = it
  return html`<fieldset><legend class="title"><h1>${words.about_title} <span class="opt">(${words.optional})</span></h1></legend>
<p class="soft">${words.about_hint}</p>
${field(words, mistakes, { name: 'product', label: words.product, hint: words.product_hint, value: answers.product, max: LIMITS.product })}
${field(words, mistakes, { name: 'order', label: words.order, hint: words.order_hint, value: answers.order, max: LIMITS.order, attributes: html`autocomplete="off" spellcheck="false"` })}
</fieldset>${actions(it)}`
}

const answerStep = (it: Sheet) => {
  const { words, mistakes, answers } = it
  const chosen = answers.by || (answers.email ? 'email' : answers.phone ? 'phone' : '')
  const choice = (by: 'email' | 'phone' | 'none', key: Key) =>
    html`<label class="choice" for="by-${by}"><input type="radio" id="by-${by}" name="by" value="${by}"${chosen === by && html` checked`}> ${words[key]}</label>`
  const email = { name: 'email', label: words.email, value: answers.email, max: LIMITS.email }
  const phone = { name: 'phone', label: words.phone, value: answers.phone, max: LIMITS.phone }
  return html`<fieldset><legend class="title"><h1>${words.answer_title}</h1></legend>
${choice('email', 'by_email')}<div class="for-email">${field(words, mistakes, { ...email, attributes: html`type="email" autocomplete="email"` })}</div>
${choice('phone', 'by_phone')}<div class="for-phone">${field(words, mistakes, { ...phone, attributes: html`type="tel" autocomplete="tel"` })}</div>
${choice('none', 'by_none')}</fieldset>
${field(words, mistakes, { name: 'name', label: words.name, value: answers.name, max: LIMITS.name, optional: true, attributes: html`autocomplete="name"` })}
${field(words, mistakes, { name: 'needs', label: words.needs, hint: words.needs_hint, value: answers.needs, max: LIMITS.needs, optional: true })}
${actions(it)}`
}

/** Onwards first, for thumbs and for the Enter key; back and skip are quieter. */
const actions = ({
  words,
  place,
  editing,
  answers,
}: Sheet) => html`<div class="actions"><button name="go" value="next">${words.continue}</button>
${place === 'about' && !editing && answers.product === '' && answers.order === '' && html`<button class="quiet" name="go" value="skip">${words.skip}</button>`}
${place !== 'words' && !editing && html`<button class="link" name="go" value="back">${words.back}</button>`}</div>`

function checkStep({ words, mistakes, answers }: Sheet) {
  const wrong = mistakes.filter(({ field }) => field === 'photos')
  const by = answerBy(answers)
  const facts = { count: PHOTO_COUNT, mb: PHOTO_BYTES / 1024 / 1024 }
  const plural = { big: say(words, 'photo_big', { ...facts, name: '{name}' }), many: say(words, 'photos_many', { ...facts, n: '{n}' }) }
  return html`<h1>${words.check_title}</h1><p class="soft">${words.check_hint}</p><dl class="answers">
${row(words, 'words', words.check_words, answers.words)}${row(words, 'about', words.product, answers.product)}${row(words, 'about', words.order, answers.order)}
${row(words, 'answer', words.check_answer, by === 'none' ? words.by_none : html`${words[by === 'email' ? 'by_email' : 'by_phone']}: ${bdi(answers[by])}`)}
${row(words, 'answer', words.name, answers.name)}${row(words, 'answer', words.needs, answers.needs)}</dl>
<label for="photos">${words.photos} <span class="opt">(${words.optional})</span></label><span class="hint" id="photos-hint">${say(words, 'photos_hint', facts)}</span>
${wrong.length > 0 && html`<p class="error" id="photos-error">${wrong[0]!.text} ${words.photos_again}</p>`}
<input type="file" id="photos" name="photos" multiple accept="${ACCEPT}" aria-describedby="photos-hint${wrong.length > 0 && ' photos-error'}" data-most="${PHOTO_BYTES}" data-count="${PHOTO_COUNT}" data-big="${plural.big}" data-many="${plural.many}"${wrong.length > 0 && html` aria-invalid="true"`}>
<p id="progress" role="status" hidden data-lost="${words.photos_lost}"><progress max="1" value="0" aria-label="${words.photos_going}"></progress> <span></span></p>
<div class="actions"><button name="go" value="send">${words.send}</button></div>`
}

const row = (words: Words, to: Step, label: string, value: Printable) => html`<div><dt>${label}</dt>
<dd><button class="link" name="go" value="${to}" formenctype="application/x-www-form-urlencoded" aria-label="${words.change}: ${label}">${words.change}</button></dd>
${to === 'words' ? html`<dd class="said" dir="auto">${value}</dd>` : html`<dd class="said">${value === '' ? html`<span class="soft">${words.none_given}</span>` : html`<bdi>${value}</bdi>`}</dd>`}</div>`

/** Words of unknown direction within a sentence of ours. */
export const bdi = (text: string) => html`<bdi>${text}</bdi>`
