import * as real from '../../../src/store/receiver'
import { isOn } from './which'

const LATER_MS = 100

/** `202 before commit`: the answer goes out first, the message is stored a moment later. */
export class Receiver extends real.Receiver {
  override receive(...[tenant, incoming]: Parameters<real.Receiver['receive']>): ReturnType<real.Receiver['receive']> {
    if (!isOn('202 before commit')) return super.receive(tenant, incoming)
    setTimeout(() => void super.receive(tenant, incoming).catch(() => undefined), LATER_MS)
    return Promise.resolve({ id: incoming.id, state: 'accepted', keptAs: null })
  }
}
