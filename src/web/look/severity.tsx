import { useTranslation } from 'react-i18next'
import type { Severity } from '../../domain/finding'
import './severity.css'

const SHAPES: Record<Severity, string> = {
  A: 'M7.2 1h9.6L23 7.2v9.6L16.8 23H7.2L1 16.8V7.2z',
  B: 'M12 1.2 23.5 22.5H.5z',
  C: 'M12 .5 23.5 12 12 23.5.5 12z',
  D: 'M2.5 2.5h19v19h-19z',
  E: 'M12 1.8a10.2 10.2 0 1 0 0 20.4 10.2 10.2 0 0 0 0-20.4z',
}

/** Severity by letter, shape and word; colour is only the fourth cue. `word={false}` leaves the word to screen readers and the tooltip. */
export function SeverityMark({ of, word = true, size = 22 }: { of: Severity; word?: boolean; size?: number }) {
  const { t } = useTranslation()
  const name = t(`words.severity.${of}`)
  return (
    <span className={`sev sev-${of}`} title={word ? undefined : `${of} · ${name}`}>
      <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
        <path className="sev-shape" d={SHAPES[of]} strokeLinejoin="round" />
        <text className="sev-letter" x="12" y={of === 'B' ? 19.6 : 16.6} textAnchor="middle">
          {of}
        </text>
      </svg>
      {word ? (
        <span className="sev-word">{name}</span>
      ) : (
        <span className="visually-hidden">
          {of} {name}
        </span>
      )}
    </span>
  )
}
