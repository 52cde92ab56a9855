import { settings } from '../data/settings'
import { type BindingId, remapped, type Scope } from './bindings'
import { pressed } from './press'

type Handler = () => void
export type Handlers = Partial<Record<BindingId, Handler>>
type Mounted = { scope: Scope; handlers: Handlers }

const mounted: Mounted[] = []
const SEQUENCE_MS = 1500
let prefix: { keys: string; until: number } | null = null

/** Makes a screen's handlers live until the returned function is called; the youngest answers first. */
export function mount(entry: Mounted) {
  mounted.push(entry)
  return () => {
    const at = mounted.indexOf(entry)
    if (at >= 0) mounted.splice(at, 1)
  }
}

/** The bindings that something on this screen answers to now: what the `?` sheet and the palette list. */
export function active() {
  return remapped(settings.get().keyMap).filter(({ id, scope }) => mounted.some((m) => m.scope === scope && m.handlers[id as BindingId]))
}

export const perform = (id: BindingId) => mounted.findLast((m) => m.handlers[id])?.handlers[id]?.()

let underDialog = false
/** Asked of each key before anybody acts on it: by the time that it has come down to a screen, Escape has closed the dialog that it was meant for. */
export const noteDialog = () => {
  underDialog = document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}
export const meantForDialog = () => underDialog

/** Handles one `keydown` of the window. Bare keys act only outside fields, and only if the person has not switched them off. */
export function onKeyDown(event: KeyboardEvent) {
  const keys = pressed(event)
  if (keys === null || event.defaultPrevented || (event.repeat && !REPEATABLE.has(keys))) return
  const bare = !keys.startsWith('Mod+')
  if (bare && (!settings.get().letterKeys || editable(event.target))) return
  if (underDialog && keys !== 'Mod+Enter') return
  const sequence = prefix && prefix.until > event.timeStamp ? `${prefix.keys} ${keys}` : null
  prefix = null
  const bindings = active().filter(({ keys: own }) => !(TEXT_KEYS.has(own) && editable(event.target)))
  const hit = bindings.find((b) => b.keys === sequence) ?? bindings.find((b) => b.keys === keys)
  if (hit) {
    event.preventDefault()
    perform(hit.id as BindingId)
  } else if (bindings.some((b) => b.keys.startsWith(`${keys} `))) prefix = { keys, until: event.timeStamp + SEQUENCE_MS }
}

/** In a field these belong to its text. */
const TEXT_KEYS = new Set(['Mod+z', 'Mod+a'])
const REPEATABLE = new Set(['j', 'k', '[', ']', 'Shift+ArrowDown', 'Shift+ArrowUp'])

export function editable(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'reset'].includes(target.type)
}
