import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { HOUR_MS } from '../../domain/time/day'
import { problemOf } from '../data/client'
import { doneNow, onDone, remember, take } from '../data/undo'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { Icon } from '../look/icons'
import './toasts.css'

export type Toast = {
  id: number
  text: string
  tone: 'quiet' | 'trouble'
  /** What it is called in the list of deeds; null where it cannot be taken back. */
  done: number | null
  link: { to: string; text: string } | null
}
type Options = { tone?: Toast['tone']; undo?: () => unknown; link?: Toast['link']; forMs?: number }

let all: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}
function set(next: readonly Toast[]) {
  all = next
  for (const tell of listeners) tell()
}

/** Says what was done. One that can be undone stays while it can; trouble stays until it is read. */
export function toast(text: string, { tone = 'quiet', undo, link = null, forMs }: Options = {}) {
  const id = ++last
  const done = undo ? remember(text, undo, forMs ?? HOUR_MS).id : null
  set([...all.slice(-2), { id, text, tone, done, link }])
  if (tone === 'quiet') setTimeout(() => dismiss(id), forMs ?? (undo || link ? 8000 : 4000))
  return id
}
export const dismiss = (id: number) => set(all.filter((one) => one.id !== id))

export function Toasts() {
  const { t } = useTranslation()
  const shown = useSyncExternalStore(subscribe, () => all)
  const deeds = useSyncExternalStore(onDone, doneNow)
  const undo = async (id?: number) => {
    const one = take(id)
    if (!one) return
    set(all.filter(({ done }) => done !== one.id))
    try {
      await one.undo()
      toast(t('undo.done', { what: one.text }))
    } catch (error) {
      const { code, detail } = problemOf(error)
      toast(t(`refusals.${code}`, { defaultValue: detail || t('refusals.other') }), { tone: 'trouble' })
    }
  }
  useKeys('any', deeds.length > 0 ? { undo: () => void undo() } : {})
  return (
    <section className="toasts" aria-label={t('shell.messages')}>
      <div role="status" aria-live="polite">
        {shown.map((one) => (
          <div key={one.id} className={`toast toast-${one.tone}`}>
            <span className="toast-text">{one.text}</span>
            {one.link && (
              <a className="toast-act" href={one.link.to}>
                {one.link.text}
              </a>
            )}
            {one.done !== null && (
              <button type="button" className="toast-act" onClick={() => void undo(one.done ?? undefined)}>
                {t('shell.undo')} <Key of="undo" />
              </button>
            )}
            <button type="button" className="toast-close" aria-label={t('shell.dismiss')} onClick={() => dismiss(one.id)}>
              <Icon name="close" size={16} />
            </button>
          </div>
        ))}
      </div>
    </section>
  )
}
