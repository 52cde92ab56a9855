/** Text as every store takes it: no NUL, no lone surrogate, `\n` line ends. */
export const cleanText = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(/\p{Cs}/gu, '\ufffd')

/** The first `limit` UTF-16 units, never ending inside a pair of surrogates. */
export function cut(text: string, limit: number) {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit)
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  zwnj: '\u200c',
  zwj: '\u200d',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  copy: '©',
  reg: '®',
}
const SILENT = new Set(['script', 'style', 'head', 'title', 'noscript', 'template', 'svg'])
const BREAKS = new Set([
  'br',
  'p',
  'div',
  'tr',
  'table',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'pre',
  'section',
  'article',
  'header',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
])

/**
 * The words of an HTML body, one line per block. It looks at each character once (what it is given comes from strangers), knows nothing of
 * layout, and its result is plain text that must still be escaped where it is shown.
 */
export function htmlToText(html: string): string {
  const out: string[] = []
  let at = 0
  let silentUntil: string | null = null
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const words = html.slice(at, open < 0 ? html.length : open)
    if (silentUntil === null) out.push(words.replace(/[\s\n]+/g, ' '))
    if (open < 0) break
    const tag = readTag(html, open)
    at = tag.end
    if (silentUntil !== null) {
      if (tag.closing && tag.name === silentUntil) silentUntil = null
    } else if (!tag.closing && SILENT.has(tag.name)) silentUntil = tag.name
    else if (BREAKS.has(tag.name)) out.push('\n')
    else if (tag.name === 'td' || tag.name === 'th') out.push(' ')
    else if (tag.name === '') out.push('<')
  }
  return decodeEntities(out.join(''))
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A `<` that begins no tag is one character of text (name ''); a comment ends at `-->`, or at the end of the page where it is never closed. */
function readTag(html: string, open: number) {
  if (html.startsWith('<!--', open)) {
    const close = html.indexOf('-->', open + 4)
    return { name: '!', closing: false, end: close < 0 ? html.length : close + 3 }
  }
  const name = /^<(\/?)([a-z!?][a-z0-9]*)/i.exec(html.slice(open, open + 24))
  if (!name) return { name: '', closing: false, end: open + 1 }
  const close = html.indexOf('>', open)
  return { name: name[2]!.toLowerCase(), closing: name[1] === '/', end: close < 0 ? html.length : close + 1 }
}

function decodeEntities(text: string) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}
