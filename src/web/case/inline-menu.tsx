import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { composing } from '../keys/press'
import { asked, inserted } from './inline-words'
import './inline-menu.css'

export type Entry = { id: string; name: string; hint: string; words: string }
type Needs = {
  sign: string
  label: string
  entries: (query: string) => readonly Entry[]
  text: string
  field: RefObject<HTMLTextAreaElement | null>
  put: (text: string) => void
  chosen?: (entry: Entry) => void
}

/**
 * A list that opens under a sign typed in a text: arrows choose, Enter or Tab puts the words where the sign stood, Escape leaves the text as
 * it is. A key that belongs to an input method is never ours.
 */
export function useInlineMenu({ sign, label, entries, text, field, put, chosen }: Needs) {
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState(0)
  const [dismissed, setDismissed] = useState(-1)
  const id = useId()
  const found = asked(text, caret, sign)
  const shown = found && found.from !== dismissed ? entries(found.query).slice(0, 8) : []
  const choose = (entry: Entry | undefined) => {
    if (!entry || !found) return
    const next = inserted(text, found.from, caret, entry.words)
    put(next.text)
    chosen?.(entry)
    setCaret(next.end)
    requestAnimationFrame(() => field.current?.setSelectionRange(next.start, next.end))
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (shown.length === 0 || composing(event.nativeEvent) || event.ctrlKey || event.metaKey) return false
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) setAt((Math.min(at, shown.length - 1) + by + shown.length) % shown.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(shown[Math.min(at, shown.length - 1)])
    else if (event.key === 'Escape') setDismissed(found?.from ?? -1)
    else return false
    event.preventDefault()
    return true
  }
  const follow = () => {
    const next = field.current?.selectionStart ?? 0
    if (next !== caret) setAt(0)
    setCaret(next)
  }
  const current = Math.min(at, shown.length - 1)
  return {
    onKeyDown,
    follow,
    names: shown.length > 0 ? { 'aria-controls': id, 'aria-activedescendant': `${id}${current}`, 'aria-haspopup': 'listbox' as const } : {},
    list: shown.length > 0 && <List id={id} label={label} shown={shown} current={current} choose={choose} />,
  }
}

type ListProps = { id: string; label: string; shown: readonly Entry[]; current: number; choose: (entry: Entry | undefined) => void }
function List({ id, label, shown, current, choose }: ListProps) {
  const { t } = useTranslation()
  return (
    <div className="inline-menu" data-inline-menu>
      <div id={id} role="listbox" aria-label={label} tabIndex={-1}>
        {shown.map((entry, i) => (
          <div
            key={entry.id}
            id={`${id}${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === current}
            className="inline-entry"
            onMouseDown={(event) => {
              event.preventDefault()
              choose(entry)
            }}
          >
            <bdi className="strong">{entry.name}</bdi>
            <span className="small muted trunc" dir="auto">
              {entry.hint}
            </span>
          </div>
        ))}
      </div>
      <p className="micro muted inline-how">{t('saved.how')}</p>
    </div>
  )
}
