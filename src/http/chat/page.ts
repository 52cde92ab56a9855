import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Directory } from '../../actions/needs'
import { html } from '../pages/html'
import { LANGUAGES, type Language, languageFor, OWN_NAMES } from '../pages/language'
import { WORDS } from '../pages/words'
import { notFound } from '../problem'
import type { Handler } from '../route'
import type { Services } from '../services'
import { firmOf } from './visitor'

/** The two files of the window that are built with the console; without a build there is no window. */
const built = async ({ webRoot }: Services, name: string) => {
  if (webRoot === null) throw notFound('No chat window')
  return readFile(join(webRoot, name), 'utf8').catch(() => {
    throw notFound('No chat window')
  })
}

/** What a firm puts on its pages: the button, and the frame around the window once somebody presses it. */
export const getLoader: Handler = async (services, _request, reply) =>
  reply
    .type('text/javascript; charset=utf-8')
    .header('cache-control', 'public, max-age=3600')
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(await built(services, 'assets/chat-button.js'))

/** The window itself, in a frame of its own: the page around it can neither read it nor change how it looks. */
export const getWindow: Handler = async (services, request, reply) => {
  const firm = await firmOf(services, request)
  const asked = (request.query as { lang?: unknown }).lang
  const lang = languageFor(asked, request.headers['accept-language'], firm.tenant.language)
  const page = await built(services, 'chat.html')
  const policy = String(reply.getHeader('content-security-policy')).replace(/frame-ancestors [^;]*/, `frame-ancestors ${ancestors(firm)}`)
  reply.removeHeader('x-frame-options')
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy)
    .header('content-language', lang)
    .send(filledIn(page, firm, lang))
}

/** Whose pages may show the window: everybody's until the firm has named its own. */
const ancestors = ({ chat }: Directory) => (chat?.origins.length ? ["'self'", ...chat.origins].join(' ') : '*')

function filledIn(page: string, { tenant }: Directory, lang: Language) {
  const words = Object.fromEntries(
    Object.entries(WORDS[lang]).flatMap(([key, text]) => (key.startsWith('chat_') ? [[key.slice('chat_'.length), text]] : [])),
  )
  const tongues = LANGUAGES.map((each) => [each, OWN_NAMES[each]])
  const desk = JSON.stringify({ slug: tenant.slug, company: tenant.name, lang, tongues, words }).replaceAll('<', '\\u003c')
  return page
    .replace('<html lang="en">', () => `<html lang="${lang}" dir="${lang === 'fa' ? 'rtl' : 'ltr'}">`)
    .replace(/<title>.*?<\/title>/, () => html`<title>${WORDS[lang].chat_title} – ${tenant.name}</title>`.text)
    .replace('</head>', () => `<script type="application/json" id="desk">${desk}</script></head>`)
}
