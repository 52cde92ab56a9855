import os from 'node:os'

const MiB = 1_048_576

/** The memory that this process may use: of its container where it has a limit, else of the machine. */
export const memoryHere = () => {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < os.totalmem() ? limit : os.totalmem()
}

/** PostgreSQL's own cache for a machine of so many bytes: a sixteenth, from 128 MB on a small machine to 1 GB. It is taken only as it fills. */
export const sharedBuffers = (memory: number) => `${Math.min(1_024, Math.max(128, Math.round(memory / 16 / MiB)))}MB`
