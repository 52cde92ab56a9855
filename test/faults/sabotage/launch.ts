import * as real from '../../../src/store/embedded/launch'
import { isOn } from './which'

export * from '../../../src/store/embedded/launch'

/** `fsync off`: PostgreSQL says "committed" before anything is on the disk. */
export const startEmbedded: typeof real.startEmbedded = (dir, options) =>
  real.startEmbedded(dir, isOn('fsync off') ? { ...options, durable: false } : options)
