import { STYLE } from './button-style'
import { type Tongue, tongueOf, WORDS } from './button-words'

/**
 * One script tag on a firm's own page: a button in a shadow root, and behind it the window in a frame from our own address. The page's styles
 * reach neither, its scripts cannot read the conversation, and until somebody opens it nothing but this file is fetched.
 */
const tag = document.currentScript as HTMLScriptElement | null
const slug = tag?.dataset.desk ?? ''

function begin(origin: string, wish: string | undefined) {
  const tongue = tongueOf(wish, document.documentElement.lang, ...navigator.languages)
  const words = WORDS[tongue]
  const host = document.createElement('redress-chat')
  for (const [name, value] of Object.entries({ display: 'block', visibility: 'visible', opacity: '1' }))
    host.style.setProperty(name, value, 'important')
  host.lang = tongue
  host.dir = tongue === 'fa' ? 'rtl' : 'ltr'
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  const { button, say } = buttonOf(words, tongue)
  root.append(button)
  let frame: HTMLIFrameElement | null = null
  let isOpen = false

  const tell = () => frame?.contentWindow?.postMessage({ redress: isOpen ? 'open' : 'shut' }, origin)
  const load = () => {
    if (frame) return
    frame = Object.assign(document.createElement('iframe'), { className: 'frame', title: words.open, hidden: !isOpen })
    frame.src = `${origin}/chat/${encodeURIComponent(slug)}?lang=${tongue}`
    root.append(frame)
  }
  const show = (open: boolean) => {
    isOpen = open
    load()
    frame!.hidden = !open
    button.classList.toggle('open', open)
    button.setAttribute('aria-expanded', String(open))
    say(0, open)
    tell()
    if (open) frame!.focus()
    else button.focus()
  }
  button.addEventListener('click', () => show(!isOpen))
  document.addEventListener('click', (event) => {
    const own = event.target instanceof Element ? event.target.closest('[data-redress-chat]') : null
    if (!own) return
    event.preventDefault()
    show(true)
  })
  addEventListener('message', ({ source, origin: from, data }) => {
    if (from !== origin || source !== frame?.contentWindow) return
    if (data?.redress === 'ready') tell()
    if (data?.redress === 'close') show(false)
    if (data?.redress === 'unread') say(Number(data.n), isOpen)
    if (data?.redress === 'kept') remember()
  })
  document.body.append(host)
  if (known()) load()
}

/** The button, and how it says how many answers wait behind it. */
function buttonOf(words: (typeof WORDS)['en'], tongue: Tongue) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button' })
  const badge = Object.assign(document.createElement('span'), { className: 'badge', hidden: true })
  button.append(bubble(), words.label, badge)
  const say = (unread: number, open: boolean) => {
    badge.hidden = unread === 0 || open
    const shown = unread.toLocaleString(tongue === 'fa' ? 'fa' : 'en')
    badge.textContent = shown
    button.setAttribute('aria-label', open ? words.close : unread > 0 ? `${words.open} (${shown} ${words.unread})` : words.open)
  }
  button.setAttribute('aria-expanded', 'false')
  say(0, false)
  return { button, say }
}

function bubble() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'aria-hidden': 'true',
  }))
    svg.setAttribute(name, value)
  path.setAttribute('d', 'M4 5h16v11H9l-5 4z')
  svg.append(path)
  return svg
}

/** Whether this browser has talked here before; then the window is fetched behind the button, to hear of answers. */
const KEY = `redress-chat ${slug}`
function known() {
  try {
    return localStorage.getItem(KEY) === '1'
  } catch {
    return false
  }
}
function remember() {
  try {
    localStorage.setItem(KEY, '1')
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}

if (tag && slug && !document.querySelector('redress-chat')) {
  const start = () => begin(new URL(tag.src).origin, tag.dataset.lang)
  if (document.body) start()
  else addEventListener('DOMContentLoaded', start)
}
