import { gzipSync } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import { Html, html, type Printable } from './html'
import { LANGUAGES, type Language, OWN_NAMES } from './language'
import type { ALERT_SCRIPT, FORM_SCRIPT, SIGN_IN_SCRIPT } from './scripts'
import { STYLE } from './style'
import { WORDS, type Words } from './words'

export type Page = {
  lang: Language
  title: Printable
  body: Html
  /** Whose page it is; shown above it. */
  company?: string | undefined
  /** How each language is reached: links where nothing has been typed yet, buttons of the page's form where something may have been. */
  tongues: { link(lang: Language): string } | { form: string; go?: string }
  script?: typeof FORM_SCRIPT | typeof SIGN_IN_SCRIPT | typeof ALERT_SCRIPT
  /** Something has to be looked at again: said first, also by the title. */
  troubled?: boolean
  help?: boolean
}

/** The one frame of all pages that a customer or somebody who is not signed in sees: plain HTML that works without JavaScript. */
export function page({ lang, title, body, company, tongues, script, troubled, help }: Page): string {
  const words = WORDS[lang]
  return html`<!doctype html>
<html lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,">
<title>${troubled && html`${words.error_prefix} `}${title}${company && html` – ${company}`}</title><style>${new Html(STYLE)}</style></head>
<body lang="${lang}"><div class="frame"><header><span class="brand" dir="auto">${company}</span>${choices(lang, words, tongues)}</header>
<main>${body}</main>
${help !== false && html`<footer><details><summary>${words.help}</summary><p>${words.help_text}</p></details></footer>`}</div>
${script && html`<script src="${script.url}" defer></script>`}</body></html>`.text
}

function choices(lang: Language, words: Words, tongues: Page['tongues']) {
  const each = LANGUAGES.map((tongue) =>
    'form' in tongues
      ? html`<button form="${tongues.form}" name="lang" value="${tongue}" lang="${tongue}" formenctype="application/x-www-form-urlencoded"${current(lang, tongue)}>${OWN_NAMES[tongue]}</button>`
      : html`<a href="${tongues.link(tongue)}" lang="${tongue}" hreflang="${tongue}"${current(lang, tongue)}>${OWN_NAMES[tongue]}</a>`,
  )
  return html`${'go' in tongues && onEnter(tongues.form, tongues.go)}<nav class="tongues" aria-label="${words.language}">${each}</nav>`
}

/** The Enter key presses the first button of a form, so before all others there is one that goes onwards. */
const onEnter = (form: string, go: Printable) =>
  html`<button form="${form}" name="go" value="${go}" class="away" tabindex="-1" aria-hidden="true"></button>`
const current = (lang: Language, each: Language) => lang === each && html` aria-current="true"`

/** Sends a page that nobody may keep: not the browser, not a proxy, and its address goes nowhere else. */
export function send(reply: FastifyReply, status: number, made: Page) {
  const whole = page(made)
  const packs = /\bgzip\b/.test(String(reply.request.headers['accept-encoding'] ?? ''))
  if (packs) reply.header('content-encoding', 'gzip')
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('content-language', made.lang)
    .header('vary', 'accept-encoding')
    .send(packs ? gzipSync(whole) : whole)
}

export type Mistake = { field: string; text: Html }

/** What has to be looked at again, first on the page, focused, each with a link to its place. */
export const summary = (words: Words, mistakes: readonly Mistake[]) =>
  mistakes.length > 0 &&
  html`<div class="errors" role="alert" tabindex="-1" autofocus id="errors"><h2>${words.errors_title}</h2><ul>${mistakes.map(
    ({ field, text }) => html`<li>${field ? html`<a href="#${field}">${text}</a>` : text}</li>`,
  )}</ul></div>`

type Field = {
  name: string
  label: Printable
  hint?: Printable
  value: string
  max: number
  optional?: boolean
  attributes?: Html
  heading?: boolean
}

/** A labelled line or box with its hint and what is wrong with it, tied together for those who hear the page. */
export function field(words: Words, mistakes: readonly Mistake[], it: Field & { box?: boolean }) {
  const wrong = mistakes.find((mistake) => mistake.field === it.name)
  const told = [it.hint ? `${it.name}-hint` : '', wrong ? `${it.name}-error` : ''].filter(Boolean).join(' ')
  const common = html`id="${it.name}" name="${it.name}" maxlength="${it.max}" dir="auto"${told && html` aria-describedby="${told}"`}${wrong && html` aria-invalid="true"`}${it.attributes && html` ${it.attributes}`}`
  const optional = it.optional && html` <span class="opt">(${words.optional})</span>`
  return html`<label for="${it.name}"${it.heading && html` class="title"`}>${it.heading ? html`<h1>${it.label}</h1>` : html`${it.label}${optional}`}</label>
${it.hint && html`<span class="hint" id="${it.name}-hint">${it.hint}</span>`}${wrong && html`<p class="error" id="${it.name}-error">${wrong.text}</p>`}
${it.box ? html`<textarea ${common}>\n${it.value}</textarea>` : html`<input ${common} value="${it.value}">`}`
}

/** A page that says one thing. */
export const sentence = (title: Html, ...lines: Printable[]) => html`<h1>${title}</h1>${lines.map((line) => line && html`<p>${line}</p>`)}`
