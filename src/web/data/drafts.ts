import { newKey, put } from './client'
import { keep, kept } from './stored'
import type { AttachmentBrief, DraftWords, Mode, ServerDraft } from './types'

/** Where the words are safe: on the server, on their way there, or in this browser alone until the server answers. */
type Where = 'saved' | 'saving' | 'here'
export type Kept = DraftWords & { dirty: boolean; where: Where }

const SAVE_MS = 500
const AGAIN_MS = 3_000
const fresh = (): Kept => ({ text: '', final: false, key: newKey(), files: [], dirty: false, where: 'saved' })

/** The unsent words of one composer: in this browser at once, on the server half a second after the last key. */
export class DraftKeeper {
  #value: Kept
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<boolean> | null = null

  constructor(
    readonly caseId: string,
    readonly mode: Mode,
  ) {
    this.#value = this.#stored() ?? fresh()
    if (this.#value.dirty) this.#soon(SAVE_MS)
  }

  get = () => this.#value
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  edit(change: Partial<Omit<DraftWords, 'key'>>) {
    this.#set({ ...this.#value, ...change, dirty: true, where: 'saving' })
    this.#soon(SAVE_MS)
  }

  /** What the server knows. Words of this browser that it has not heard yet are newer. */
  adopt(server: ServerDraft | null) {
    if (this.#value.dirty || this.#saving) return
    if (server) this.#set({ text: server.text, final: server.final, key: server.key, files: server.files, dirty: false, where: 'saved' })
    else if (this.holds()) this.#set(fresh())
  }

  holds = () => this.#value.text.trim() !== '' || this.#value.files.length > 0

  /** False where the server could not be reached; the words stay here and are tried again. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#saving
    if (!this.#value.dirty) return true
    const { text, final, key, files } = this.#value
    const body = { mode: this.mode, text, final, key, files: files.map(({ id }: AttachmentBrief) => id) }
    this.#saving = put(`/cases/${this.caseId}/draft`, body).then(
      () => true,
      () => false,
    )
    const done = await this.#saving
    this.#saving = null
    const same = this.#value.text === text && this.#value.final === final && this.#value.files === files
    if (done && same) this.#set({ ...this.#value, dirty: false, where: 'saved' })
    else if (!done) {
      this.#set({ ...this.#value, where: 'here' })
      this.#soon(AGAIN_MS)
    }
    return done
  }

  /** The words were sent, or thrown away: the next ones go under a key of their own. */
  done() {
    clearTimeout(this.#timer)
    this.#set(fresh())
  }

  /** The same words as a new intention: what was sent under the old key is another message. */
  renew() {
    this.#set({ ...this.#value, key: newKey(), dirty: true })
    this.#soon(SAVE_MS)
  }

  #soon(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  #set(value: Kept) {
    this.#value = value
    this.#store()
    for (const tell of this.#listeners) tell()
  }

  #name = () => `redress.draft.${this.caseId}.${this.mode}`

  #stored(): Kept | null {
    const here = kept<Kept>('localStorage', this.#name())
    return here && typeof here.text === 'string' && typeof here.key === 'string' ? { ...fresh(), ...here } : null
  }

  /** Without storage the words live on the server and as long as the page. */
  #store = () => keep('localStorage', this.#name(), this.holds() ? this.#value : null)
}

const keepers = new Map<string, DraftKeeper>()

/** One keeper for each composer of each case, for as long as the page lives: closing the composer loses nothing. */
export function keeperOf(caseId: string, mode: Mode): DraftKeeper {
  const name = `${caseId} ${mode}`
  const known = keepers.get(name) ?? new DraftKeeper(caseId, mode)
  keepers.set(name, known)
  return known
}

/** Called when the page goes: what is not on the server yet goes with a request that outlives the page. */
export function flushDrafts() {
  for (const keeper of keepers.values()) if (keeper.get().dirty) void keeper.flush()
}
