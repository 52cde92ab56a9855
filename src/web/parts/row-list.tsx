import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rows } from '../data/use-rows'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import './row-list.css'

type Props<Row> = {
  list: Rows<Row>
  label: string
  activeId: string | null
  onActive: (id: string) => void
  onOpen?: (id: string) => void
  estimate: number
  rowClass?: (row: Row) => string
  /** Names of the columns: with them the list is a grid, and `children` are its cells. */
  columns?: readonly string[]
  children: (row: Row, active: boolean) => ReactNode
}

/**
 * A long list in few elements. The list itself has the focus and points at its active row, so a row that scrolls away takes no focus with
 * it. While pointer or focus rests here, or the reader is further down, arrivals wait behind a pill.
 */
export function RowList<Row extends { id: string }>({
  list,
  label,
  activeId,
  onActive,
  onOpen,
  estimate,
  rowClass,
  columns,
  children,
}: Props<Row>) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const prefix = useId()
  const { rows, more, waiting, showWaiting } = list
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 5,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && lastShown > rows.length - 20) more()
  }, [more, lastShown, rows.length])
  useHold(scroller, list.setHeld)

  const at = rows.findIndex(({ id }) => id === activeId)
  const step = (by: number) => {
    const next = rows[Math.min(Math.max(at < 0 ? 0 : at + by, 0), rows.length - 1)]
    if (!next) return
    onActive(next.id)
    virtual.scrollToIndex(rows.indexOf(next), { align: 'auto' })
  }
  const show = () => {
    showWaiting()
    virtual.scrollToOffset(0)
  }
  useKeys('list', {
    next: () => step(1),
    previous: () => step(-1),
    ...(onOpen && activeId ? { open: () => onOpen(activeId) } : {}),
    ...(waiting > 0 ? { showNew: show } : {}),
  })
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -rows.length, End: rows.length }[event.key]
    if (by !== undefined) {
      event.preventDefault()
      step(by)
    } else if (event.key === 'Enter' && activeId && onOpen && !event.nativeEvent.isComposing) onOpen(activeId)
  }
  const onClick = (event: React.MouseEvent) => {
    const target = event.target as HTMLElement
    const id = target.closest<HTMLElement>('[data-row]')?.dataset['row']
    if (id) onActive(id)
    if (!target.closest('a')) scroller.current?.focus({ preventScroll: true })
  }
  return (
    <div className="row-list">
      {waiting > 0 && (
        <button type="button" className="new-pill" onClick={show}>
          {t('states.waiting', { count: waiting })} <Key of="showNew" />
        </button>
      )}
      <div
        ref={scroller}
        className="row-scroll"
        role={columns ? 'grid' : 'listbox'}
        aria-rowcount={columns ? rows.length + 1 : undefined}
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={at >= 0 && items.some(({ index }) => index === at) ? `${prefix}${activeId}` : undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {columns && <ColumnHeads names={columns} />}
        <div role={columns ? 'rowgroup' : 'presentation'} style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index]
            if (!row) return null
            const active = row.id === activeId
            return (
              <div
                key={key}
                id={`${prefix}${row.id}`}
                ref={virtual.measureElement}
                data-index={index}
                data-row={row.id}
                {...(columns
                  ? { role: 'row', 'aria-rowindex': index + 2 }
                  : { role: 'option', 'aria-posinset': index + 1, 'aria-setsize': rows.length })}
                aria-selected={active}
                className={`row ${active ? 'row-active' : ''} ${rowClass?.(row) ?? ''}`}
                style={{ transform: `translateY(${start}px)` }}
                tabIndex={-1}
              >
                {children(row, active)}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function ColumnHeads({ names }: { names: readonly string[] }) {
  return (
    <div role="rowgroup" className="column-heads">
      <div role="row" aria-rowindex={1} className="columns">
        {names.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Reports whether a hand is on the list: pointer inside, focus inside, or scrolled away from the top. */
function useHold(scroller: React.RefObject<HTMLDivElement | null>, setHeld: (held: boolean) => void) {
  const tell = useRef(setHeld)
  tell.current = setHeld
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let inside = false
    const check = () => tell.current(inside || element.contains(document.activeElement) || element.scrollTop > 8)
    const enter = () => {
      inside = true
      check()
    }
    const leave = () => {
      inside = false
      check()
    }
    const later = () => setTimeout(check)
    element.addEventListener('pointermove', enter, { passive: true })
    element.addEventListener('pointerleave', leave)
    element.addEventListener('focusin', check)
    element.addEventListener('focusout', later)
    element.addEventListener('scroll', check, { passive: true })
    return () => {
      element.removeEventListener('pointermove', enter)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('focusin', check)
      element.removeEventListener('focusout', later)
      element.removeEventListener('scroll', check)
    }
  }, [scroller])
}
