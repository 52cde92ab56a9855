import { setTimeout as pause } from 'node:timers/promises'
import { COOKIE } from '../guard'
import { Problem } from '../problem'
import type { Handler } from '../route'
import { html } from './html'
import { type Language, languageFor } from './language'
import { sourceOf } from './limit'
import { send, sentence } from './page'
import { SIGN_IN_SCRIPT } from './scripts'
import { say, WORDS } from './words'

/**
 * The page behind a one-time link. Opening it uses nothing up, because mail scanners open links too; pressing the button does, and a small
 * script presses it for whoever has one. Without a token, or with a spent one, it says how to get a new link.
 */
export const getSignIn: Handler = async (services, request, reply) => {
  const { token, sent, lang: asked } = request.query as Record<string, unknown>
  const lang = languageFor(asked, request.headers['accept-language'])
  const title = WORDS[lang].sign_in_title
  const found = typeof token === 'string' && token.length <= 200 ? await services.signIn.peek(token) : null
  const kept = { ...(token === undefined ? {} : { token: String(token) }), ...(sent === undefined ? {} : { sent: '1' }) }
  const tongues = { link: (each: Language) => `/sign-in?${new URLSearchParams({ ...kept, lang: each })}` }
  const frame = { lang, title, tongues, company: 'Redress', help: false }
  if (found) return send(reply, 200, { ...frame, body: continueAs(lang, found.name, String(token)), script: SIGN_IN_SCRIPT })
  return send(reply, token === undefined ? 200 : 410, { ...frame, body: lost(lang, token !== undefined, sent !== undefined) })
}

const continueAs = (lang: Language, name: string, token: string) => html`<h1>${WORDS[lang].sign_in_title}</h1>
<form method="post" action="/sign-in" id="continue"><input type="hidden" name="token" value="${token}"><input type="hidden" name="in" value="${lang}">
<div class="actions"><button>${say(WORDS[lang], 'sign_in_as', { name: html`<bdi>${name}</bdi>` })}</button></div></form>`

function lost(lang: Language, spent: boolean, sent: boolean) {
  const words = WORDS[lang]
  const command = html`<code>redress user link NAME</code>`
  return html`<h1>${spent ? words.sign_in_spent : words.sign_in_title}</h1>
${sent && html`<p class="card" role="status">${words.sign_in_sent}</p>`}<p>${words.sign_in_ways}</p><p>${say(words, 'sign_in_server', { command })}</p>
<p>${words.sign_in_mail}</p><form method="post" action="/sign-in/link"><input type="hidden" name="in" value="${lang}"><label for="email">${words.sign_in_email}</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" dir="ltr" required><div class="actions"><button>${words.sign_in_send}</button></div></form>`
}

export const postSignIn: Handler = async (services, request, reply) => {
  const { token, in: lang } = (request.body ?? {}) as Record<string, unknown>
  if (typeof token !== 'string' || token.length > 200) throw new Problem(400, 'malformed', 'A one-time link is needed.')
  const session = await services.signIn.redeem(token, request.headers['user-agent']?.slice(0, 300) ?? null)
  reply.header('cache-control', 'no-store')
  if (!session) return reply.redirect(`/sign-in?${new URLSearchParams({ token: 'spent', lang: languageFor(lang, undefined) })}`, 303)
  reply.setCookie(COOKIE, session.session, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: services.baseUrl().startsWith('https:'),
    maxAge: 14 * 86_400,
  })
  return reply.redirect('/', 303)
}

const ALIKE_MS = 300
const TRIES = 5
const TEN_MINUTES = 600_000

/** The same answer after the same time, whoever the address belongs to; five in ten minutes for one address and from one place. */
export const postLink: Handler = async (services, request, reply) => {
  const { email, in: asked } = (request.body ?? {}) as Record<string, unknown>
  const lang = languageFor(asked, request.headers['accept-language'])
  const address = typeof email === 'string' && email.length <= 320 ? email.trim().toLowerCase() : ''
  const { allows } = services.forms
  if (!allows(`link ${sourceOf(request)}`, TRIES, TEN_MINUTES) || !allows(`link to ${address}`, TRIES, TEN_MINUTES)) {
    const words = WORDS[lang]
    const tongues = { link: (each: Language) => `/sign-in?lang=${each}` }
    const body = sentence(say(words, 'many_title'), words.many_text)
    return send(reply, 429, { lang, title: words.many_title, body, tongues, company: 'Redress', help: false })
  }
  await Promise.all([address && services.signIn.requestLink(address), pause(ALIKE_MS)])
  return reply.redirect(`/sign-in?${new URLSearchParams({ sent: '1', lang })}`, 303)
}

export const postSignOut: Handler = async (services, request, reply) => {
  const secret = request.cookies[COOKIE]
  if (secret) await services.signIn.end(request.principal, secret)
  reply.clearCookie(COOKIE, { path: '/' })
  return { signed_out: true }
}
