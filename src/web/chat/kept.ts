/** What the browser keeps, so that the conversation, the unsent words and the draft survive a reload. Files are too large for that. */
export type Kept = { token: string; email: string; draft: string; read: string; waiting: { id: string; text: string; person: boolean }[] }

const NOTHING: Kept = { token: '', email: '', draft: '', read: '', waiting: [] }

/** In a browser that keeps nothing it is kept for as long as the window lives. */
export function keeper(slug: string) {
  const key = `redress-chat ${slug}`
  let kept = { ...NOTHING }
  try {
    kept = { ...NOTHING, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>) }
  } catch {
    // Unreadable counts as nothing.
  }
  return {
    get: () => kept,
    put: (change: Partial<Kept>) => {
      kept = { ...kept, ...change }
      try {
        localStorage.setItem(key, JSON.stringify(kept))
      } catch {
        // Full or forbidden.
      }
    },
  }
}
export type Keeper = ReturnType<typeof keeper>
