/** RFC 9457 as the server sends it. `safe_to_retry` says whether nothing was written. */
export type Problem = {
  title: string
  status: number
  code: string
  detail: string
  trace_id: string | null
  safe_to_retry: boolean
  errors?: { pointer: string; code: string; detail: string }[]
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title)
  }
}

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : { ...unreachable, detail: error instanceof Error ? error.message : String(error) }

/** Whether a write is under way, and what went wrong with it, as a dialog shows it. */
export const stateOf = ({ isPending, error }: { isPending: boolean; error: unknown }) => ({
  pending: isPending,
  problem: error ? problemOf(error) : null,
})

const unreachable: Problem = { title: 'No answer', status: 0, code: 'no_answer', detail: '', trace_id: null, safe_to_retry: true }

export const get = <T>(path: string, signal?: AbortSignal) => call<T>(path, signal ? { signal } : {})

/** Every write carries its own idempotency key, so a repeat after a lost answer does the deed once. A short one outlives its page. */
export function post<T>(path: string, body: unknown = {}, key: string = newKey(), seen?: string) {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'x-redress': '1', 'idempotency-key': key, ...ifStill(seen) }
  return call<T>(path, { method: 'POST', headers, body: text, keepalive: text.length < 30_000 })
}

/** `crypto.randomUUID` exists only on https and localhost; a desk on a plain-http address in the house needs keys too. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Refused where the thing is not as it was when it was read: `seen` is its `etag` then. */
const ifStill = (seen?: string) => (seen === undefined ? {} : { 'if-match': seen })

/** Says how a thing stands from now on; said twice it is said once. */
export function put<T>(path: string, body: unknown, seen?: string) {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'x-redress': '1', ...ifStill(seen) }
  return call<T>(path, { method: 'PUT', headers, body: text, keepalive: text.length < 30_000 })
}

export const remove = <T>(path: string) => call<T>(path, { method: 'DELETE', headers: { 'x-redress': '1' } })

/** Filters as they stand in the URL; empty ones are left out. */
export function query(path: string, filters: Record<string, string | number | null | undefined>) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(`/api/v1${path}`, { ...init, credentials: 'same-origin' }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ProblemError(unreachable)
  })
  if (answer.status === 401) location.assign('/sign-in')
  if (!answer.ok) throw new ProblemError(await readProblem(answer))
  return (await answer.json()) as T
}

async function readProblem(answer: Response): Promise<Problem> {
  const said = (await answer.json().catch(() => ({}))) as Partial<Problem>
  return {
    title: said.title ?? answer.statusText,
    status: answer.status,
    code: said.code ?? `http_${answer.status}`,
    detail: said.detail ?? '',
    trace_id: said.trace_id ?? answer.headers.get('x-trace-id'),
    safe_to_retry: said.safe_to_retry ?? answer.status < 500,
    ...(said.errors ? { errors: said.errors } : {}),
  }
}
