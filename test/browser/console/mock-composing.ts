import type { Saved } from '../../../src/web/data/saved'
import type { CaseFull, Mode, ServerDraft } from '../../../src/web/data/types'
import { factsOf } from './mock-facts'
import { letterPreview } from './mock-letters'
import type { Mock } from './mock-server'

type Answer = { status: number; body: unknown }

/** Drafts as the server keeps them: one for each case and composer. */
export class Drafts {
  readonly kept = new Map<string, ServerDraft>()
  readonly saved: Saved[] = [...SAVED]

  of = (caseId: string) => [...this.kept].filter(([name]) => name.startsWith(`${caseId} `)).map(([, draft]) => draft)
  drop = (caseId: string, mode: Mode) => this.kept.delete(`${caseId} ${mode}`)

  keep(caseId: string, body: Record<string, unknown>): Answer {
    const draft = { ...body, files: [], saved_at: new Date().toISOString() } as unknown as ServerDraft
    if (draft.text.trim() === '') this.drop(caseId, draft.mode)
    else this.kept.set(`${caseId} ${draft.mode}`, draft)
    return { status: 200, body: { mode: draft.mode, saved_at: draft.saved_at } }
  }

  /** Taken back: the words lie in the composer again. */
  back(caseId: string, mode: Mode, text: string) {
    this.kept.set(`${caseId} ${mode}`, {
      mode,
      text,
      final: false,
      key: `key-${text.length}`,
      files: [],
      saved_at: new Date().toISOString(),
    })
  }
}

/** What a composer asks for beside sending, and what the rule books ask; null where the request is about something else. */
export function composing(
  { drafts, world }: Mock,
  one: CaseFull,
  method: string,
  part: string,
  body: Record<string, unknown>,
): Answer | null {
  if (part === 'drafts' && method === 'GET') return { status: 200, body: { data: drafts.of(one.id) } }
  if (part === 'similar') return { status: 200, body: { data: world.cases.filter(({ id }) => id !== one.id).slice(0, 3) } }
  if (part === 'facts' && method === 'GET') return { status: 200, body: factsOf(one) }
  if (part === 'presence') return { status: 200, body: { id: one.id } }
  if (part === 'draft' && method === 'PUT') return drafts.keep(one.id, body)
  if (part === 'letters' && method === 'POST') return letterPreview(one, body)
  return null
}

const one = (own: Partial<Saved>): Saved => ({
  ...{ id: `svr_${own.title}`, kind: 'reply', scope: 'company', owner: null, team: null, locked: false, title: '', texts: {}, topics: [] },
  ...{ channels: [], steps: [], used: 0, may_change: true },
  ...own,
})
const SAVED: readonly Saved[] = [
  one({
    title: 'Late parcel',
    texts: { en: 'Dear {{customer}}, we are looking for order {{order}}.', fa: '{{customer}} گرامی، سفارش {{order}} را پیگیری می‌کنیم.' },
  }),
  one({
    title: 'Sorry',
    scope: 'mine',
    texts: { en: 'We are very sorry.', th: 'ขออภัยอย่างยิ่ง', zh: '非常抱歉。', fa: 'بسیار متأسفیم.' },
    used: 40,
  }),
  one({ title: 'Thanks', scope: 'team', team: 'care', locked: true, may_change: false, texts: { en: 'Thank you for waiting.' }, used: 12 }),
  one({
    ...{ title: 'Take over and tell', kind: 'macro', scope: 'team', team: 'care' },
    steps: [{ do: 'take' }, { do: 'note', text: 'Parcel desk asked.' }, { do: 'insert', reply: 'svr_Sorry' }],
  }),
]

/** What stands beside the cases while somebody writes. */
export const BESIDE: ReadonlySet<string> = new Set(['pending-replies', 'presence', 'saved-replies'])
export function beside({ drafts: { saved } }: Mock, method: string, noun: string, id: string, body: Record<string, unknown>): Answer {
  if (noun !== 'saved-replies') return { status: 200, body: { data: [] } }
  if (method === 'GET') return { status: 200, body: { data: saved } }
  const at = saved.findIndex((known) => known.id === decodeURIComponent(id))
  if (method === 'DELETE') return { status: 200, body: saved.splice(at, 1)[0] }
  if (method === 'POST' && at >= 0) {
    saved[at]!.used++
    return { status: 201, body: { used: saved[at]!.used } }
  }
  const next = one({ ...(saved[at] ?? {}), ...body, id: saved[at]?.id ?? `svr_${saved.length}` })
  saved.splice(at < 0 ? saved.length : at, at < 0 ? 0 : 1, next)
  return { status: at < 0 ? 201 : 200, body: next }
}
