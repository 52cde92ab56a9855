/** The way to the server: everything that the window asks or says goes through here. */
export type Turn = { id: string; from: 'visitor' | 'desk'; text: string; at: string; files: { id?: string; name: string; size: number }[] }
export type Story = { turns: Turn[]; reference: string | null }
export type Said = { id: string; text: string; person: boolean; files: File[] }

/** What the server answered instead of yes. `again` says that the same may succeed later by itself. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code)
  }
  get again() {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export function lineTo(slug: string, token: () => string) {
  const at = `/chat/${encodeURIComponent(slug)}`
  const bearer = () => ({ authorization: `Bearer ${token()}` })
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const answer = await fetch(at + path, { ...init, headers: { ...bearer(), ...init.headers } }).catch(() => null)
    if (!answer) throw new Refused(0, 'offline')
    if (!answer.ok) throw new Refused(answer.status, await codeOf(answer))
    return (answer.status === 204 ? null : await answer.json()) as T
  }
  const post = <T>(path: string, body: object) =>
    ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return {
    stream: `${at}/stream`,
    bearer,
    begin: () => post<{ token: string }>('/visitors', {}),
    /** A file of this conversation as something to save. */
    file: async (id: string) => {
      const answer = await fetch(`${at}/files/${id}`, { headers: bearer() })
      if (!answer.ok) throw new Refused(answer.status, await codeOf(answer))
      return URL.createObjectURL(await answer.blob())
    },
    story: () => ask<Story>('/messages'),
    signal: (signals: { typing?: true; read?: string }) => void post('/signals', signals).catch(() => undefined),
    say: ({ files, ...said }: Said, more: Record<string, string>, progress: (part: number) => void) => {
      const fields = { id: said.id, text: said.text, ...(said.person ? { person: '1' } : {}), ...more }
      return files.length === 0 ? post<unknown>('/messages', fields) : upload(`${at}/messages`, bearer(), fields, files, progress)
    },
  }
}
export type Line = ReturnType<typeof lineTo>

const codeOf = (answer: Response) =>
  answer.json().then(
    (body: { code?: string }) => body.code ?? '',
    () => '',
  )

/** By the older way of asking, because it alone says how much of a file has gone. */
function upload(
  url: string,
  headers: Record<string, string>,
  fields: Record<string, string>,
  files: File[],
  progress: (part: number) => void,
) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const file of files) form.append('photos', file, file.name)
  return new Promise<unknown>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const { status, response } = request
      if (status < 300) resolve(response)
      else reject(new Refused(status, (response as { code?: string } | null)?.code ?? ''))
    }
    request.onerror = () => reject(new Refused(0, 'offline'))
    request.send(form)
  })
}
