import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../data/types'
import { SeverityMark } from '../look/severity'
import { ClockBadge } from '../parts/clock-badge'
import { ChannelTag, ContactName } from '../parts/contact'
import { OthersHere } from '../parts/others-here'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'

/** Cells of the grid; the grid itself holds the focus. */
const CELL = { role: 'gridcell', tabIndex: -1 }

/** One case in the list: how bad; which and what; who; where it stands and with whom; what breaks next; since when. */
export const CaseCells = memo(function CaseCells({ row }: { row: CaseRow }) {
  const { t } = useTranslation()
  return (
    <div className="columns case-cells">
      <span {...CELL} className="case-sev">
        <SeverityMark of={row.severity} />
      </span>
      <div {...CELL} className="case-what">
        <Link className="case-ref" to="/cases/$ref" params={{ ref: row.reference }} tabIndex={-1}>
          <bdi className="id">{row.reference}</bdi>
        </Link>
        {row.kind !== 'complaint' && <span className="chip">{t(`words.kind.${row.kind}`)}</span>}
        {row.imported && <span className="chip">{t('inbox.imported')}</span>}
        <OthersHere caseId={row.id} short />
        <WordsOf className="trunc" text={row.summary} lang={row.lang} oneLine />
      </div>
      <div {...CELL} className="case-who">
        <span className="trunc">
          <ContactName contact={row.contact} />
        </span>
        <ChannelTag channel={row.channel} />
      </div>
      <div {...CELL} className="case-with">
        <span className="trunc">{row.owner ? <bdi>{row.owner}</bdi> : <span className="due">{t('cases.nobody')}</span>}</span>
        <span className="small muted">
          {t(`words.caseState.${row.state}`)} · {t('words.tier', { tier: row.tier })}
        </span>
      </div>
      <div {...CELL} className="case-clock">
        {row.next_clock ? <ClockBadge clock={row.next_clock} stopped={row.closed_at} /> : <span className="muted">–</span>}
        {row.escalation?.next_person && row.escalation.next_at && (
          <span className="small muted trunc">
            {t('cases.climbs')} <bdi>{row.escalation.next_person}</bdi>
          </span>
        )}
      </div>
      <span {...CELL} className="case-since small muted">
        <When at={row.received_at} />
      </span>
    </div>
  )
})
