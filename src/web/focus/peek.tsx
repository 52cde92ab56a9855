import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { caseMessagesQuery } from '../data/queries'
import type { CaseRow } from '../data/types'
import { Key } from '../keys/key'
import { ContactName } from '../parts/contact'
import { Loaded } from '../settings/parts'
import { directionOf } from '../words/direction'
import { When } from '../words/when'
import './focus.css'

const SHOWN = 6

/** A look at a row: the last words of its case. Nothing can be pressed in it, and the list keeps the focus. */
export function Peek({ row }: { row: CaseRow }) {
  const { t } = useTranslation()
  const messages = useQuery(caseMessagesQuery(row.reference))
  return (
    <aside className="peek" aria-label={t('focus.peek')} aria-live="polite" data-peek={row.id}>
      <div className="peek-head">
        <bdi className="id strong">{row.reference}</bdi> <ContactName contact={row.contact} />
        <span className="small muted">
          {t('focus.peekWhat')} <Key of="peek" />
        </span>
      </div>
      <Loaded query={messages} what={t('focus.peek')}>
        {(all) =>
          all.slice(-SHOWN).map(({ id, direction, author, at, text }) => (
            <div key={id} className={`peek-${direction}`}>
              <div className="small muted">
                {direction === 'in' ? <ContactName contact={row.contact} /> : <bdi>{author ?? t('words.engine')}</bdi>} · <When at={at} />
              </div>
              <p dir={directionOf(text)}>{text}</p>
            </div>
          ))
        }
      </Loaded>
    </aside>
  )
}
