import * as real from '../../../src/store/directory-lock'
import { isOn } from './which'

export * from '../../../src/store/directory-lock'

/** `no epoch`: whoever asks is told that the directory is theirs. */
export const lockDirectory: typeof real.lockDirectory = async (url) =>
  isOn('no epoch') ? { taken: new Promise(() => undefined), release: async () => undefined } : real.lockDirectory(url)
