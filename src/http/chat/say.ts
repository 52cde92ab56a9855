import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Attachment, Message } from '../../domain/message'
import { iso } from '../../domain/moment'
import { admitted, refuseWhenFull } from '../messages'
import { LANGUAGES } from '../pages/language'
import { sourceOf } from '../pages/limit'
import { type Handed, readForm } from '../pages/upload'
import { Problem } from '../problem'
import type { Handler } from '../route'
import { filesOf } from './files'
import { type Visitor, visitorOf, within } from './visitor'

/** What the window sends; `id` is its own, so that the same words sent twice over a bad line are one message. */
const Said = z.strictObject({
  id: z.string().regex(/^[\w-]{8,64}$/),
  text: z.string().max(5_000).default(''),
  email: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@.<>,;:"]{2,}$/)
    .optional(),
  lang: z.enum(LANGUAGES).optional(),
  /** They pressed "Talk to a person". */
  person: z.literal('1').optional(),
})

const MINUTE = 60_000

/** Something said in the chat window, with or without files: stored durably and only then answered, like everything that arrives. */
export const postMessage: Handler = async (services, request, reply) => {
  const visitor = await visitorOf(services, request)
  within(services, `said ${visitor.address}`, 30, MINUTE)
  within(services, `said ${sourceOf(request)}`, 300)
  refuseWhenFull(services)
  const handed = await handedOver(request)
  const said = Said.safeParse(handed.fields)
  if (!said.success)
    throw new Problem(422, 'invalid', said.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`).join('; '))
  const now = services.needs.now()
  const message = admitted(messageOf(visitor, said.data, filesOf(handed), now), now)
  const { state } = await services.receive(visitor.tenant, { message, demo: false, raw: null })
  services.needs.announce(visitor.tenant, { event: 'chat.changed', id: visitor.address })
  reply.code(state === 'accepted' ? 202 : 200).header('cache-control', 'no-store')
  return { id: said.data.id, at: iso(now) }
}

async function handedOver(request: FastifyRequest): Promise<Handed> {
  const handed: Handed = { fields: {}, photos: [], chosen: 0 }
  await readForm(request, handed)
  return handed
}

function messageOf({ address }: Visitor, said: z.infer<typeof Said>, attachments: Attachment[], now: number): Message {
  const { id, text, email, lang, person } = said
  const handles = [{ kind: 'chat', value: address }, ...(email ? [{ kind: 'email', value: email }] : [])]
  return {
    ...{ channel: 'chat', externalId: `${address}:${id}`, text: text.trim(), sentAt: now, receivedAt: now, public: false, lang: null },
    ...{ inReplyTo: null, attachments, product: null, order: null },
    contact: { name: null, handles, language: lang ?? null, followers: null, verified: false, bio: null },
    meta: { ...(lang ? { window_language: lang } : {}), ...(person ? { asks_for_a_person: true } : {}) },
  }
}
