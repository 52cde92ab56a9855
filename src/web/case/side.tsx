import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ranked } from '../../domain/saved-replies'
import { caseClocksQuery, similarQuery } from '../data/queries'
import { useSaved } from '../data/saved'
import type { CaseFull } from '../data/types'
import { Icon } from '../look/icons'
import { SeverityMark } from '../look/severity'
import { OpenQuestions } from '../rules/open-questions'
import { RulesCard } from '../rules/rules-card'
import { TellButton } from '../rules/tell-button'
import { ClockCard } from './clock-card'
import { ContactCard, ReasonCard } from './context'
import { useWordsOf } from './reply-words'
import { Timeline } from './timeline'

type Props = { one: CaseFull; name: string; insert: ((words: string) => void) | null; tell: (() => void) | null }

/** What is known around a case. Its place is there at once; what stands in it is drawn when the conversation can be read. */
export function CaseSide(props: Props) {
  const { t } = useTranslation()
  const drawn = useDeferredValue(true, false)
  return (
    <aside className="case-side" aria-label={t('case.context')}>
      {drawn && <Cards {...props} />}
    </aside>
  )
}

const TABS = ['clocks', 'rules', 'timeline'] as const

/** The customer, why it is graded so, its clocks, what its rule books ask or its story, how others like it ended, and words for it. */
function Cards({ one, name, insert, tell }: Props) {
  const { t } = useTranslation()
  const clocks = useQuery(caseClocksQuery(name))
  const [side, setSide] = useState<(typeof TABS)[number]>('clocks')
  return (
    <>
      <ContactCard one={one} />
      <ReasonCard one={one} />
      <div className="side-tabs" role="tablist" aria-label={t('case.context')}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-controls="side-panel"
            aria-selected={side === tab}
            onClick={() => setSide(tab)}
          >
            {t(`case.${tab}`)}
            {tab === 'rules' && <OpenQuestions name={name} />}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="side-panel" aria-labelledby={`tab-${side}`}>
        {side === 'clocks' && (
          <>
            <ClockCard clocks={clocks.data} ended={one.closed_at} />
            {tell && (
              <div className="rules-tell">
                <TellButton ask={tell} />
              </div>
            )}
          </>
        )}
        {side === 'rules' && <RulesCard one={one} name={name} ask={tell} />}
        {side === 'timeline' && <Timeline name={name} />}
      </div>
      <SimilarCard one={one} />
      {insert && <GuideCard one={one} insert={insert} />}
    </>
  )
}

/** The last cases of the same topic, and how they ended. */
function SimilarCard({ one }: { one: CaseFull }) {
  const { t } = useTranslation()
  const { data = [] } = useQuery(similarQuery(one.id))
  if (data.length === 0) return null
  return (
    <section className="card small" aria-label={t('saved.similar')} data-card="similar">
      <h3>{t('saved.similar')}</h3>
      <ul className="similar">
        {data.map(({ id, reference, severity, summary, outcome, remedy, state }) => (
          <li key={id}>
            <SeverityMark of={severity} word={false} size={16} />{' '}
            <Link to="/cases/$ref" params={{ ref: reference }}>
              <bdi className="id">{reference}</bdi>
            </Link>{' '}
            <span className="muted">
              {outcome ? t(`words.outcome.${outcome}`) : t(`words.caseState.${state}`)}
              {remedy && remedy !== 'none' ? ` · ${t(`words.remedy.${remedy}`)}` : ''}
            </span>
            <div className="muted trunc" dir="auto">
              <bdi>{summary}</bdi>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Saved replies that were made for this topic or are used most; a press puts one behind what is written. */
function GuideCard({ one, insert }: { one: CaseFull; insert: (words: string) => void }) {
  const { t } = useTranslation()
  const { data = [] } = useSaved()
  const replies = data.filter(({ kind }) => kind === 'reply')
  const shown = ranked(replies, '', { topics: one.topics ?? [], channel: one.reply_channel.channel, language: one.lang }).slice(0, 3)
  const words = useWordsOf(one)
  if (shown.length === 0) return null
  return (
    <section className="card small" aria-label={t('saved.guide')} data-card="guide">
      <h3>{t('saved.guide')}</h3>
      <ul className="similar">
        {shown.map((reply) => (
          <li key={reply.id}>
            <button type="button" className="link-button" onClick={() => insert(words(reply))}>
              <Icon name="reply" size={14} /> <bdi>{reply.title}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
