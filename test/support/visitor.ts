import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

export type Fields = Record<string, string>
export type Upload = { name: string; type: string; bytes: Uint8Array }

/** A person with a browser that knows no JavaScript: reads pages, fills in what stands on them, presses one button. */
export function visitor(app: FastifyInstance, headers: Fields = {}) {
  const get = async (url: string) => paper(await app.inject({ method: 'GET', url, headers }))
  const post = async (url: string, fields: Fields) =>
    paper(
      await app.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    )
  const upload = async (url: string, fields: Fields, photos: Upload[]) => {
    const boundary = `redress${randomBytes(8).toString('hex')}`
    const type = `multipart/form-data; boundary=${boundary}`
    return paper(
      await app.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': type },
        payload: multipart(boundary, fields, photos),
      }),
    )
  }
  return {
    get,
    post,
    upload,
    /** Goes through the whole form up to the page that is checked before sending. */
    fillIn: async (slug: string, answers: Fields, lang = 'en') => {
      const first = await get(`/f/${slug}?lang=${lang}`)
      return post(`/f/${slug}`, { ...first.hidden, ...answers, place: 'answer', go: 'next' })
    },
  }
}
export type Visitor = ReturnType<typeof visitor>

type Response = { statusCode: number; body: string; headers: Record<string, unknown> }
export type Paper = { status: number; html: string; text: string; headers: Record<string, unknown>; hidden: Fields; location: string }

function paper({ statusCode, body, headers }: Response): Paper {
  const hidden = Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [name!, unescaped(value!)]),
  )
  const text = unescaped(body.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, '')).replace(/\s+/g, ' ')
  return { status: statusCode, html: body, text, headers, hidden, location: String(headers.location ?? '') }
}
const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_sign, code: string) => String.fromCharCode(Number(code)))

export function multipart(boundary: string, fields: Fields, photos: Upload[]) {
  const pieces: (string | Uint8Array)[] = []
  for (const [name, value] of Object.entries(fields))
    pieces.push(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  for (const { name, type, bytes } of photos) {
    pieces.push(
      `--${boundary}\r\ncontent-disposition: form-data; name="photos"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
      bytes,
      '\r\n',
    )
  }
  return Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
}
