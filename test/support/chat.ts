import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { multipart, type Upload } from './visitor'

export type Turn = { id: string; from: 'visitor' | 'desk'; text: string; at: string; files: { id: string; name: string; size: number }[] }
type Said = { id?: string; email?: string; lang?: string; person?: '1'; files?: Upload[]; from?: string }

/** Somebody in the chat window of a firm, without the window: what it sends and asks, and nothing more. */
export async function chatter(app: FastifyInstance, slug: string, token?: string) {
  const call = async (method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method, url: `/chat/${slug}${path}`, headers, ...(body === undefined ? {} : { payload: body }) })
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }
  const own = token ?? ((await call('POST', '/visitors')).body as { token: string }).token
  const bearer = { authorization: `Bearer ${own}` }
  let n = 0
  return {
    token: own,
    address: own.split('.')[0]!,
    ask: (method: 'GET' | 'POST', path: string, body?: object) => call(method, path, body, bearer),
    say: (text: string, { files, from, ...said }: Said = {}) => {
      const fields = { id: `said-${++n}-${randomBytes(4).toString('hex')}`, text, ...said }
      const source = from ? { 'x-forwarded-for': from } : {}
      if (!files) return call('POST', '/messages', fields, { ...bearer, ...source })
      const boundary = `redress${n}`
      return app
        .inject({
          method: 'POST',
          url: `/chat/${slug}/messages`,
          headers: { ...bearer, ...source, 'content-type': `multipart/form-data; boundary=${boundary}` },
          payload: multipart(boundary, fields, files),
        })
        .then((answer) => ({ status: answer.statusCode, body: answer.json() }))
    },
    window: async () => (await call('GET', '/messages', undefined, bearer)).body as { turns: Turn[]; reference: string | null },
  }
}
