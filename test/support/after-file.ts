const closing: (() => Promise<unknown>)[] = []

/** For what stands until all tests of a file are through. */
export const afterThisFile = (close: () => Promise<unknown>) => void closing.push(close)

export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close()
}
