import { z } from 'zod'
import { Problem } from '../problem'
import type { Handler } from '../route'
import { visitorOf, within } from './visitor'

const Signals = z.strictObject({
  /** They are writing just now. */
  typing: z.literal(true).optional(),
  /** Everything up to this moment stood on their screen. */
  read: z.iso.datetime().optional(),
})

const MINUTE = 60_000

/** What the window tells beside words: losing one loses nothing. */
export const postSignals: Handler = async (services, request, reply) => {
  const { tenant, address } = await visitorOf(services, request)
  within(services, `signals ${address}`, 120, MINUTE)
  const said = Signals.safeParse(request.body)
  if (!said.success) throw new Problem(422, 'invalid', 'Send typing: true, or read: the moment up to which everything was read.')
  const { typing, read } = said.data
  if (typing) {
    const { case: it } = await services.reads.chat(tenant, address)
    if (it) services.needs.announce(tenant, { event: 'chat.typing', id: it.id })
  }
  if (read) await services.chat.readUntil(tenant, address, Date.parse(read))
  return reply.code(204).send()
}
