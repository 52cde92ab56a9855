import type { CaseFull, Mode, ServerDraft } from '../../../src/web/data/types'
import type { Mock } from './mock-server'

type Answer = { status: number; body: unknown }

/** Drafts as the server keeps them: one for each case and composer. */
export class Drafts {
  readonly kept = new Map<string, ServerDraft>()

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

/** What a composer asks for beside sending; null where the request is about something else. */
export function composing({ drafts }: Mock, one: CaseFull, method: string, part: string, body: Record<string, unknown>): Answer | null {
  if (part === 'drafts' && method === 'GET') return { status: 200, body: { data: drafts.of(one.id) } }
  if (part === 'presence') return { status: 200, body: { id: one.id } }
  if (part === 'draft' && method === 'PUT') return drafts.keep(one.id, body)
  return null
}
