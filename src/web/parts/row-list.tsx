import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rows } from '../data/use-rows'
import { Key } from '../keys/key'
import { composing } from '../keys/press'
import { useKeys } from '../keys/use-keys'
import { type Roles, rolesOf } from './row-roles'
import { useChoosing } from './use-choosing'
import { useHold } from './use-hold'
import type { Selection } from './use-selection'
import './row-list.css'

type Props<Row> = {
  list: Rows<Row>
  label: string
  activeId: string | null
  onActive: (id: string) => void
  onOpen?: ((id: string) => void) | undefined
  estimate: number
  rowClass?: (row: Row) => string
  /** Names of the columns: with them the list is a grid, and `children` are its cells. */
  columns?: readonly string[]
  /** Rows for the next deed; without it none can be chosen. */
  selection?: Selection | undefined
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
  selection,
  children,
}: Props<Row>) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const prefix = useId()
  const { rows, more, waiting } = list
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 5,
    scrollPaddingStart: columns ? 32 : 0,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && lastShown > rows.length - 20) more()
  }, [more, lastShown, rows.length])
  useHold(scroller, list.setHeld)

  const some = selection !== undefined && (selection.all || selection.ids.size > 0)
  const roles = rolesOf(columns !== undefined, rows.length, selection !== undefined)
  const at = rows.findIndex(({ id }) => id === activeId)
  const jump = (index: number) => virtual.scrollToIndex(index, { align: 'auto' })
  // A list that opens with a row of old shows it.
  const start = useRef(at)
  useEffect(() => {
    if (start.current > 0) virtual.scrollToIndex(start.current, { align: 'auto' })
  }, [virtual])
  const { hands, show } = useRowHands({ list, at, activeId, onActive, onOpen, selection, scroller, jump })
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
        {...roles.box(label, items.some(({ index }) => index === at) ? `${prefix}${activeId}` : undefined)}
        {...hands}
      >
        {columns && <ColumnHeads names={columns} roles={roles} />}
        <div {...roles.body} style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index]
            if (!row) return null
            const active = row.id === activeId
            const chosen = selection?.has(row.id) ?? false
            return (
              <div
                key={key}
                id={`${prefix}${row.id}`}
                ref={virtual.measureElement}
                data-index={index}
                data-row={row.id}
                {...roles.row(index, some ? chosen : active)}
                className={`row ${active ? 'row-active' : ''} ${chosen ? 'row-chosen' : ''} ${rowClass?.(row) ?? ''}`}
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

type HandProps<Row> = Pick<Props<Row>, 'list' | 'activeId' | 'onActive' | 'onOpen' | 'selection'> & {
  at: number
  scroller: RefObject<HTMLDivElement | null>
  jump: (index: number) => void
}

/** Keys and clicks of a list. Every step takes the focus along, so that `J` and then Enter opens what `J` went to. */
function useRowHands<Row extends { id: string }>({ list, at, activeId, onActive, onOpen, selection, scroller, jump }: HandProps<Row>) {
  const { rows, waiting, showWaiting } = list
  const focus = () => scroller.current?.focus({ preventScroll: true })
  const step = (by: number) => {
    const index = Math.min(Math.max(at < 0 ? 0 : at + by, 0), rows.length - 1)
    const next = rows[index]
    if (!next) return
    onActive(next.id)
    jump(index)
    focus()
    return next.id
  }
  const show = () => {
    showWaiting()
    jump(0)
  }
  useKeys('list', {
    next: () => step(1),
    previous: () => step(-1),
    ...(onOpen && activeId ? { open: () => onOpen(activeId) } : {}),
    ...(waiting > 0 ? { showNew: show } : {}),
  })
  useChoosing(selection, activeId, step)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -rows.length, End: rows.length }[event.key]
    if (by !== undefined && !event.shiftKey) {
      event.preventDefault()
      step(by)
    } else if (event.key === 'Enter' && activeId && onOpen && !composing(event.nativeEvent)) onOpen(activeId)
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (id && selection && (selection.picking || event.ctrlKey || event.metaKey)) selection.toggle(id)
    else if (id && selection && event.shiftKey) selection.reach(id)
    if (id) onActive(id)
    if (!target.closest('a')) focus()
  }
  return { hands: { onKeyDown, onClick }, show }
}

function ColumnHeads({ names, roles }: { names: readonly string[]; roles: Roles }) {
  return (
    <div {...roles.body} className="column-heads">
      <div {...roles.heads} className="columns">
        {names.map((name) => (
          <span key={name} {...roles.head}>
            {name}
          </span>
        ))}
      </div>
    </div>
  )
}
