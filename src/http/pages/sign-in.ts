import { COOKIE } from '../guard'
import { Problem } from '../problem'
import type { Handler } from '../route'
import { escape, page } from './page'

const html = 'text/html; charset=utf-8'

/**
 * The page behind a one-time link. Opening it uses nothing up, because mail scanners open links too; pressing the button does, and a small
 * script presses it for whoever has one. Without a token, or with a spent one, it says how to get a new link.
 */
export const getSignIn: Handler = async (services, request, reply) => {
  const { token, sent } = request.query as { token?: string; sent?: string }
  const found = typeof token === 'string' && token.length <= 200 ? await services.signIn.peek(token) : null
  reply.type(html).header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
  if (found && token) return page({ lang: 'en', title: 'Sign in', body: continueAs(found.name, token), script: '/sign-in.js' })
  if (token !== undefined) reply.code(410)
  return page({ lang: 'en', title: 'Sign in', body: lost(token !== undefined, sent !== undefined) })
}

const continueAs = (name: string, token: string) => `<h1>Redress</h1><form method="post" action="/sign-in" id="continue">
<input type="hidden" name="token" value="${escape(token)}"><button>Continue as ${escape(name)}</button></form>`

const lost = (spent: boolean, sent: boolean) => `<h1>${spent ? 'This link has been used or has expired' : 'Sign in to Redress'}</h1>
${sent ? '<p class="card" role="status">If this address is on the staff, a new link is on its way. Without e-mail connected it waits in the Outbox.</p>' : ''}
<p>Links work once and for 24 hours. There are two ways to a new one:</p>
<p>Somebody at the server runs <code>redress user link NAME</code> and gives you the link.</p>
<form method="post" action="/sign-in/link"><label for="email">Or have it sent by e-mail</label>
<input id="email" name="email" type="email" autocomplete="email" required><button>Send me a link</button></form>`

export const postSignIn: Handler = async (services, request, reply) => {
  const { token } = (request.body ?? {}) as { token?: unknown }
  if (typeof token !== 'string' || token.length > 200) throw new Problem(400, 'malformed', 'A one-time link is needed.')
  const session = await services.signIn.redeem(token)
  if (!session) return reply.redirect('/sign-in?token=spent', 303)
  reply.setCookie(COOKIE, session.session, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: services.baseUrl().startsWith('https:'),
    maxAge: 14 * 86_400,
  })
  return reply.redirect('/inbox', 303)
}

/** Always the same answer, whoever the address belongs to. */
export const postLink: Handler = async (services, request, reply) => {
  const { email } = (request.body ?? {}) as { email?: unknown }
  if (typeof email === 'string' && email.length <= 320) await services.signIn.requestLink(email.trim().toLowerCase())
  return reply.redirect('/sign-in?sent=1', 303)
}

export const postSignOut: Handler = async (services, request, reply) => {
  const secret = request.cookies[COOKIE]
  if (secret) await services.signIn.end(request.principal, secret)
  reply.clearCookie(COOKIE, { path: '/' })
  return { signed_out: true }
}
