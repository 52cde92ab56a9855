import type { StoredMessage } from '../actions/needs'
import type { Db } from './db'
import { type Incoming, type Received, storeIncoming } from './inbox'

type Waiting = { incoming: Incoming; resolve(received: Received): void; reject(error: unknown): void }
const BATCH = 500

/**
 * Group commit: messages that arrive while a commit is under way travel together in the next one, so that a busy moment costs one fsync
 * for many messages and a quiet one waits for nobody. Each caller is answered only after its own message is on disk.
 */
export class Receiver {
  #db: Db
  #queues = new Map<string, { waiting: Waiting[]; flights: number }>()
  #stored: (tenant: string, messages: StoredMessage[]) => void

  constructor(db: Db, stored: (tenant: string, messages: StoredMessage[]) => void) {
    this.#db = db
    this.#stored = stored
  }

  receive(tenant: string, incoming: Incoming): Promise<Received> {
    const queue = this.#queues.get(tenant) ?? { waiting: [], flights: 0 }
    this.#queues.set(tenant, queue)
    return new Promise((resolve, reject) => {
      queue.waiting.push({ incoming, resolve, reject })
      if (queue.flights === 0) setImmediate(() => this.#fly(tenant, queue))
    })
  }

  async #fly(tenant: string, queue: { waiting: Waiting[]; flights: number }) {
    if (queue.waiting.length === 0 || queue.flights >= 2) return
    const group = queue.waiting.splice(0, BATCH)
    queue.flights++
    try {
      await this.#store(tenant, group)
    } catch (error) {
      await this.#oneByOne(tenant, group, error)
    } finally {
      queue.flights--
      if (queue.waiting.length) setImmediate(() => this.#fly(tenant, queue))
      else if (queue.flights === 0) this.#queues.delete(tenant)
    }
  }

  async #store(tenant: string, group: Waiting[]) {
    const answers = await storeIncoming(
      this.#db,
      tenant,
      group.map((w) => w.incoming),
    )
    this.#stored(
      tenant,
      group.filter((_, i) => answers[i]!.state === 'accepted').map((w) => asStored(w.incoming)),
    )
    for (const [i, w] of group.entries()) w.resolve(answers[i]!)
  }

  /** One message that the database refuses must not refuse its neighbours; a database that is away refuses them all, once. */
  async #oneByOne(tenant: string, group: Waiting[], error: unknown) {
    const refusedData = /^2[0-9A-Z]{4}$/.test((error as { code?: string }).code ?? '')
    const alone = group.length > 1 && refusedData
    for (const w of group) {
      if (alone) await this.#store(tenant, [w]).catch(w.reject)
      else w.reject(error)
    }
  }
}

/** The message as reading it back would give it. */
const asStored = ({ id, message: m, origin, demo }: Incoming): StoredMessage => ({
  channel: m.channel,
  externalId: m.externalId,
  text: m.text,
  sentAt: m.sentAt,
  receivedAt: m.receivedAt,
  public: m.public,
  lang: m.lang,
  inReplyTo: m.inReplyTo,
  contact: m.contact,
  attachments: [],
  product: m.product,
  order: m.order,
  meta: m.meta,
  id,
  origin,
  demo,
  attempts: 0,
})
