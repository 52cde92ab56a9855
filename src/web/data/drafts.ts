/** Unsent words, per case and composer, in this browser: closing a tab loses nothing. */
const key = (caseId: string, mode: string) => `redress.draft.${caseId}.${mode}`

export function readDraft(caseId: string, mode: string) {
  try {
    return localStorage.getItem(key(caseId, mode)) ?? ''
  } catch {
    return ''
  }
}

export function keepDraft(caseId: string, mode: string, text: string) {
  try {
    if (text.trim() === '') localStorage.removeItem(key(caseId, mode))
    else localStorage.setItem(key(caseId, mode), text)
  } catch {
    // Without storage the words live as long as the page.
  }
}
