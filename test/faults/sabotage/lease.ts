import type { Query } from '../../../src/store/db'
import * as real from '../../../src/store/lease'
import { isOn } from './which'

export * from '../../../src/store/lease'

/** `no epoch`: who once drove the loops believes for ever that it still does, and nothing tells it otherwise. */
export class Lease extends real.Lease {
  override get held() {
    return isOn('no epoch') ? this.epoch > 0 : super.held
  }
}

export const fenced = async (query: Query, epoch: number, name?: string) => (isOn('no epoch') ? undefined : real.fenced(query, epoch, name))
