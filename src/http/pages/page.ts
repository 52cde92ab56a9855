/** Server-made pages: plain HTML that works without JavaScript, in the reader's language and direction. */
export const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')

export const LANGUAGES = ['en', 'th', 'zh', 'fa'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the reader asked for in the address, else what their browser prefers, else what the firm speaks. */
export function languageFor(query: unknown, header: string | undefined, firm: string): Language {
  const wanted = [
    typeof query === 'string' ? query : '',
    ...(header ?? '').split(',').map((part) => part.split(';')[0]!.trim()),
    firm,
    'en',
  ]
  const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => (LANGUAGES as readonly string[]).includes(tag))
  return known as Language
}

export function page(input: { lang: Language; title: string; body: string; script?: string }) {
  const dir = input.lang === 'fa' ? 'rtl' : 'ltr'
  return `<!doctype html><html lang="${input.lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(input.title)}</title><style>${STYLE}</style></head><body><main>${input.body}</main>${input.script ? `<script src="${escape(input.script)}" defer></script>` : ''}</body></html>`
}

const STYLE = `
:root{color-scheme:light dark;--canvas:#F5F7F9;--surface:#fff;--text:#131A22;--muted:#566270;--border:#7B8794;--accent:#0B5CAD;--on:#fff;--breach:#A3123F}
@media(prefers-color-scheme:dark){:root{--canvas:#0D1116;--surface:#12161C;--text:#E8EDF2;--muted:#A0ACB9;--border:#6C7987;--accent:#7DB7F2;--on:#06192B;--breach:#FF8FA6}}
*{box-sizing:border-box}body{margin:0;background:var(--canvas);color:var(--text);font:18px/1.55 system-ui,"Noto Sans Thai","Noto Sans SC",Vazirmatn,sans-serif}
:lang(th) body,:lang(fa) body{line-height:1.75}main{max-inline-size:34rem;margin-inline:auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.35;margin-block:.5rem 1rem}label,legend{display:block;font-weight:600;margin-block:1.25rem .35rem}
fieldset{border:0;padding:0;margin:0}.hint,small{color:var(--muted);font-size:.9rem;font-weight:400}
input[type=text],input[type=email],input[type=tel],textarea,select{inline-size:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--border);border-radius:4px;padding:.6rem .7rem}
textarea{min-block-size:9rem}button,.button{font:inherit;font-weight:600;background:var(--accent);color:var(--on);border:0;border-radius:4px;padding:.7rem 1.3rem;min-block-size:44px;margin-block-start:1.25rem;cursor:pointer;text-decoration:none;display:inline-block}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}a{color:var(--accent)}nav a{margin-inline-end:.9rem;display:inline-block;padding-block:.3rem}
.errors{border:2px solid var(--breach);border-radius:6px;padding:.75rem 1rem;margin-block:1rem}.errors h2{font-size:1rem;margin:0}.error{color:var(--breach);font-size:.95rem}
.card{background:var(--surface);border-radius:6px;padding:1rem 1.25rem}bdi,code{white-space:nowrap}code{overflow-wrap:anywhere;white-space:normal}.reference{font-size:1.6rem;letter-spacing:.03em}
`
