import { createHash } from 'node:crypto'
import type { Directory } from '../../actions/needs'
import type { Message } from '../../domain/message'
import { reference } from '../../domain/reference'
import { admitted } from '../messages'
import type { Services } from '../services'
import { type Answers, answerBy, dialled } from './answers'
import { type Photo, toAttachments } from './upload'

export type Complaint = { answers: Answers; photos: Photo[]; lang: string; submission: string }

/** How long a customer waits to see the reference of the case and its dates, where reading takes that long. */
const PATIENCE = 2_000

/**
 * Hands a complaint in and returns the reference of it, when it is stored durably. The reference comes from the submission, so that the same
 * form sent twice is one message with one reference; it is the message's id at its source, so that it can be looked up.
 */
export async function handIn(services: Services, firm: Directory, complaint: Complaint): Promise<string> {
  const tenant = firm.tenant.id
  const own = await freeReference(services, tenant, complaint.submission)
  const now = services.needs.now()
  const message = admitted(toMessage(complaint, own, now), now)
  await understood(services, tenant, () => services.receive(tenant, { message, demo: false, raw: null }))
  return own
}

/** A reference that is this submission's, whether it came before or not: with 35 bits, another one may already have the first choice. */
async function freeReference(services: Services, tenant: string, submission: string): Promise<string> {
  for (let salt = 0; ; salt++) {
    const chosen = reference(createHash('sha256').update(`${submission} ${salt}`).digest())
    const taken = await services.reads.messageBySource(tenant, CHANNEL, chosen)
    if (taken ? taken.meta.submission === submission : !(await services.reads.case(tenant, { reference: chosen }))) return chosen
  }
}
export const CHANNEL = 'web_form'

function toMessage({ answers, photos, lang, submission }: Complaint, own: string, now: number): Message {
  const by = answerBy(answers)
  const handles = by === 'none' ? [] : [{ kind: by, value: by === 'phone' ? dialled(answers.phone) : answers.email }]
  return {
    channel: CHANNEL,
    externalId: own,
    text: answers.words,
    sentAt: now,
    receivedAt: now,
    public: false,
    lang: null,
    inReplyTo: null,
    contact: { name: answers.name || null, handles, language: lang, followers: null, verified: false, bio: null },
    attachments: toAttachments(photos),
    product: answers.product || null,
    order: answers.order || null,
    meta: { reference: own, submission, answer_by: by, form_language: lang, ...(answers.needs ? { support_needs: answers.needs } : {}) },
  }
}

/** Stores, then waits until the message was read, but not for long: what is stored is stored, and the page can be looked at again. */
async function understood({ live }: Services, tenant: string, store: () => Promise<{ id: string; state: string }>) {
  const seen = new Set<string>()
  let wake: () => void = () => undefined
  const stop = live.subscribe(tenant, null, (_id, change) => {
    if (change.event !== 'message.processed') return
    seen.add(change.id)
    wake()
  })
  try {
    const { id, state } = await store()
    if (state === 'duplicate' || seen.has(id)) return
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, PATIENCE)
      wake = () => {
        if (!seen.has(id)) return
        clearTimeout(patience)
        resolve()
      }
    })
  } finally {
    stop()
  }
}
