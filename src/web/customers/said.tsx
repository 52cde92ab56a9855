import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { ChannelTag } from '../parts/contact'
import { Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { When } from '../words/when'
import { type Said, saidQuery } from './queries'

/** What they said and heard in all channels, newest first: the last seven days, and what was before on demand. */
export function SaidList({ id }: { id: string }) {
  const { t } = useTranslation()
  const said = useInfiniteQuery(saidQuery(id))
  if (said.error && !said.data)
    return <Trouble what={t('customers.week')} problem={problemOf(said.error)} retry={() => void said.refetch()} />
  if (!said.data) return <Skeleton rows={4} height={72} />
  const [week = [], ...older] = said.data.pages.map(({ data }) => data)
  return (
    <>
      <h2>{t('customers.week')}</h2>
      {week.length === 0 && <p className="muted">{t('customers.silent')}</p>}
      <Turns turns={week} />
      {older.length > 0 && <h2>{t('customers.before')}</h2>}
      <Turns turns={older.flat()} />
      {older.length > 0 && older.flat().length === 0 && <p className="muted">{t('customers.first')}</p>}
      {said.hasNextPage && (
        <button
          type="button"
          className="link-button"
          disabled={said.isFetchingNextPage}
          onClick={() => void said.fetchNextPage()}
          data-older
        >
          {t('customers.showBefore')}
        </button>
      )}
    </>
  )
}

const Turns = ({ turns }: { turns: readonly Said[] }) => (
  <ol className="customer-said">
    {turns.map((turn) => (
      <Turn key={turn.id} turn={turn} />
    ))}
  </ol>
)

function Turn({ turn }: { turn: Said }) {
  const { t } = useTranslation()
  const who = turn.direction === 'in' ? t('customers.they') : (turn.author ?? t('words.engine'))
  return (
    <li className={`customer-said-${turn.direction}`} data-said={turn.id}>
      <div className="customer-said-head small muted">
        <bdi className="strong">{who}</bdi>
        <ChannelTag channel={turn.channel} open={turn.public} />
        <When at={turn.at} />
        {turn.case_reference && (
          <Link className="case-link" to="/cases/$ref" params={{ ref: turn.case_reference }}>
            <bdi className="id">{turn.case_reference}</bdi>
          </Link>
        )}
      </div>
      <WordsOf text={turn.text} lang={null} />
    </li>
  )
}
