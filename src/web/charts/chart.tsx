import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../domain/charts/point'
import { settings } from '../data/settings'
import { Icon } from '../look/icons'
import { currentLanguage, directionOfLanguage } from '../words/i18n'
import { Bars } from './bars'
import { saveTable } from './save-table'
import { Twin } from './twin'
import './chart.css'

/** A point with its words: short under the bar, `said` in full for whoever walks there, `note` its annotation. */
export type Shown = Point & { label: string; said: string; note: string | null }
export type ChartWords = {
  title: string
  /** The answer in a sentence; the picture comes after it. */
  sentence: string
  notes: readonly string[]
  /** n, unit and period in one line. */
  basis: string
  columns: { point: string; value: string; hatched: string | null; mark: string | null; missing: string | null }
}
type Props = { name: string; words: ChartWords; points: readonly Shown[] }

/** A question answered: sentence, picture, and the same numbers as a table. Arrow keys walk from bar to bar. */
export function Chart({ name, words, points }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const { chartsTurned } = settings.use()
  const turned = chartsTurned && directionOfLanguage(currentLanguage()) === 'rtl'
  const [table, setTable] = useState(false)
  const [at, setAt] = useState<number | null>(null)
  const { ref, width } = useElementSize<HTMLDivElement>()
  const walk = (event: KeyboardEvent) => {
    const next = stepped(event.key, at, points.length, turned)
    if (next === null) return
    event.preventDefault()
    setAt(next)
  }
  const idOf = (index: number) => `${id}${index}`
  return (
    <figure className="chart" data-chart={name} aria-labelledby={`${id}t`}>
      <figcaption>
        <h2 id={`${id}t`}>{words.title}</h2>
        <p className="chart-sentence">{words.sentence}</p>
        {words.notes.map((note) => (
          <p key={note} className="small chart-note">
            {note}
          </p>
        ))}
      </figcaption>
      {table ? (
        <Twin words={words} points={points} />
      ) : (
        <div
          ref={ref}
          className="chart-plot"
          dir="ltr"
          role="listbox"
          aria-orientation="horizontal"
          aria-label={t('chart.walk', { title: words.title })}
          aria-activedescendant={at === null ? undefined : idOf(at)}
          tabIndex={0}
          onKeyDown={walk}
          onClick={(event) => setAt(touched(event.target, points) ?? at)}
          onBlur={() => setAt(null)}
        >
          <Bars points={points} box={{ width: Math.max(240, width || 480), height: 200 }} turned={turned} active={at} idOf={idOf} />
        </div>
      )}
      {!table && <Legend columns={words.columns} points={points} />}
      <p className="small chart-said">{at === null || table ? words.basis : points[at]?.said}</p>
      <Tools table={table} turn={() => setTable(!table)} save={() => saveTable(name, words, points)} />
    </figure>
  )
}

/** What a dashed line and a hatched piece stand for, where this picture has them. */
function Legend({ columns: { hatched, mark, missing }, points }: { columns: ChartWords['columns']; points: readonly Shown[] }) {
  const keys = [
    ['mark', points.some((point) => point.mark !== null) ? mark : null],
    ['still', points.some((point) => point.hatched > 0) ? hatched : null],
    ['missing', points.some((point) => point.missing) ? missing : null],
  ] as const
  return (
    <p className="small chart-legend">
      {keys.map(
        ([kind, name]) =>
          name !== null && (
            <span key={kind} className={`chart-key chart-key-${kind}`}>
              {name}
            </span>
          ),
      )}
    </p>
  )
}

function Tools({ table, turn, save }: { table: boolean; turn: () => void; save: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="chart-tools">
      <Button variant="default" size="compact-sm" leftSection={<Icon name="table" size={14} />} aria-pressed={table} onClick={turn}>
        {t('chart.table')}
      </Button>
      <Button variant="default" size="compact-sm" leftSection={<Icon name="download" size={14} />} onClick={save}>
        {t('chart.csv')}
      </Button>
    </div>
  )
}

/** The bar under a finger, or in its column. */
function touched(target: EventTarget, points: readonly Shown[]): number | null {
  const key = (target as Element).closest('[data-point]')?.getAttribute('data-point')
  const found = points.findIndex((point) => point.key === key)
  return found < 0 ? null : found
}

/** Arrows go where they point; null for every other key. */
function stepped(key: string, at: number | null, count: number, turned: boolean): number | null {
  const ahead = turned ? 'ArrowLeft' : 'ArrowRight'
  const back = turned ? 'ArrowRight' : 'ArrowLeft'
  if (key === ahead) return at === null ? 0 : Math.min(count - 1, at + 1)
  if (key === back) return at === null ? count - 1 : Math.max(0, at - 1)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
