import type { Moment } from '../domain/moment'

export const MODES = ['private', 'public', 'note'] as const
export type Mode = (typeof MODES)[number]

/** Unsent words. `key` is the Idempotency-Key under which they will be sent, so that two browsers send them once. */
export type Draft = {
  userId: string
  caseId: string
  mode: Mode
  text: string
  final: boolean
  key: string
  files: string[]
  savedAt: Moment
}
export type HeldFile = { id: string; name: string; mediaType: string; size: number }

/** What writing an answer asks of a transaction. */
export type ComposingTx = {
  /** The files of these ids that this person holds ready for this case, in the order asked for. */
  heldFiles(ids: readonly string[], of: { userId: string; caseId: string }): Promise<HeldFile[]>
  /** What we said in a message, with the ids of the files that it carries. */
  spoken(messageId: string): Promise<{ author: string | null; text: string; public: boolean; files: string[] } | null>
  /** Gives a customer's notice another way and address; `data` replaces what a channel's own sender reads. */
  redirect(noticeId: string, to: { channel: string; address: string | null; data: Record<string, unknown> }): Promise<void>
}

export type ComposingEffects = {
  /** Words that have been sent, or were thrown away. */
  draftsDone: { userId: string; caseId: string; mode: Mode }[]
  /** Words that came back; where the person has begun others meanwhile, those stay. */
  draftsBack: Draft[]
  /** Files that a message carries from now on. */
  attached: { id: string; messageId: string }[]
  /** Files that no message carries any more. */
  freed: { id: string; userId: string; caseId: string; at: Moment }[]
}
