/**
 * Does the work while this process alone holds the lock file, and gives back what the work gave.
 * Waits for a living holder (`onWait` hears its process number, once); a lock whose holder is dead, or whose process number
 * meanwhile belongs to somebody else, is cleared away. Throws when a living holder keeps it longer than `patienceMs`.
 */
export function withLock<T>(
  file: string,
  work: () => T | Promise<T>,
  options?: { onWait?: (holder: number) => void; patienceMs?: number },
): Promise<T>
