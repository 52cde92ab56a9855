import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../../data/client'
import { useRuleWords } from '../../words/use-rule-words'
import { useTitles } from '../../words/use-titles'
import { Loaded, Part } from '../parts'
import { Adoption } from './adoption'
import { BringBook } from './bring-book'
import { Ladders } from './ladders'
import { ServicePromises } from './promises'
import { type Book, type CalendarView, type OwnVersion, regimesQuery } from './queries'
import { Simulator } from './simulator'
import './books.css'

/** Which rule books there are and how sure we are of each, what they would say of a case, and who is told when nobody acts. */
export function Books() {
  const { t } = useTranslation()
  const regimes = useQuery(regimesQuery)
  const own = useQuery({ queryKey: ['own-books'], queryFn: ({ signal }) => get<{ data: OwnVersion[] }>('/regimes/packs', signal) })
  return (
    <>
      <Simulator />
      <Part title={t('books.books')} what={t('books.booksWhat')} action={<BringBook />}>
        <Loaded query={regimes} what={t('books.books')}>
          {({ data, alarms, unknown_days }) => (
            <>
              {unknown_days.map(({ calendar, years, books }) => (
                <p key={calendar} className="rota-gaps small" role="note" data-unknown={calendar}>
                  {t(years.length === 0 ? 'books.noCalendar' : 'books.unknownDays', {
                    ...{ calendar, years: years.join(' · '), books: books.join(' · ') },
                  })}
                </p>
              ))}
              {alarms.map((alarm) => (
                <p key={alarm} className="rota-gaps small" role="note" lang="en" dir="ltr">
                  {alarm}
                </p>
              ))}
              {[...data]
                .sort((a, b) => Number(b.in_use) - Number(a.in_use))
                .map((book) => (
                  <OneBook key={`${book.id}@${book.version}`} book={book} />
                ))}
            </>
          )}
        </Loaded>
        <Loaded query={own} what={t('books.own')}>
          {({ data }) => <OwnVersions versions={data} />}
        </Loaded>
      </Part>
      <Part title={t('books.calendars')} what={t('books.calendarsWhat')}>
        <Loaded query={regimes} what={t('books.calendars')}>
          {({ calendars }) => <Calendars calendars={calendars} />}
        </Loaded>
      </Part>
      <ServicePromises />
      <Ladders />
    </>
  )
}

export function OneBook({ book }: { book: Book }) {
  const { t } = useTranslation()
  const titles = useTitles()
  const words = useRuleWords()
  return (
    <details className="book" data-book={book.id}>
      <summary>
        <span className="strong" dir="auto">
          {titles.book(book.title)}
        </span>
        <bdi className="id small muted">
          {book.id} {book.version}
        </bdi>
        {book.in_use && <span className="chip chip-ok">{t('books.inUse')}</span>}
        {book.own && <span className="chip">{t('books.ownBook')}</span>}
        {book.to_be_confirmed && <span className="chip chip-due">{t('books.toConfirm')}</span>}
      </summary>
      <p className="small muted">
        {t('books.checked')} <bdi className="num">{book.checked}</bdi> · {t(`books.evidence.${book.to_be_confirmed ? 'open' : 'sound'}`)}
        {book.effective.from && (
          <>
            {' · '}
            {t('adopt.force')}{' '}
            <bdi className="num">
              {book.effective.from}–{book.effective.to ?? ''}
            </bdi>
          </>
        )}
      </p>
      <Adoption book={book} />
      <ul className="small">
        {book.milestones.map(({ id, title, rule_values: rule, reference }) => (
          <li key={id}>
            <bdi className="strong">{titles.milestone(title)}</bdi> {rule && words.rule(rule)} <bdi className="muted">({reference})</bdi>
          </li>
        ))}
      </ul>
      <ul className="small">
        {book.classes.map(({ id, title, when }) => (
          <li key={id}>
            <bdi className="strong">{titles.classOf(title)}</bdi> <code dir="ltr">{when}</code>
          </li>
        ))}
        {book.external_bodies.map(({ id, name, web }) => (
          <li key={id}>
            <bdi lang="en">{name}</bdi> {web && <bdi className="id">{web}</bdi>}
          </li>
        ))}
        {book.duties.map(({ says, reference }) => (
          <li key={`${reference}${says}`}>
            {says} <span className="muted">({reference})</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** A calendar that keeps no holidays knows all years; one that nobody brought days for knows none. */
const years = ({ from, to }: CalendarView['known']) => (from === null || to === null ? '∞' : to < from ? '0' : `${from}–${to}`)

/** Whose days are counted, and for which years all holidays are known. */
function Calendars({ calendars }: { calendars: readonly CalendarView[] }) {
  const { t } = useTranslation()
  return (
    <ul className="set-rows">
      {calendars.map(({ id, time_zone, holidays, known }) => (
        <li key={id} className="set-row" data-calendar={id}>
          <span className="set-row-main">
            <bdi className="id strong">{id}</bdi>
            <bdi className="id small muted">{time_zone}</bdi>
          </span>
          <span className="small">
            {t('books.years')} <bdi className="num">{years(known)}</bdi> · {t('books.holidays', { count: holidays })}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The firm's own books and calendars, each version with what is wrong with it today. */
function OwnVersions({ versions }: { versions: readonly OwnVersion[] }) {
  const { t } = useTranslation()
  if (versions.length === 0) return <p className="small muted">{t('books.noOwn')}</p>
  return (
    <>
      <h3>{t('books.own')}</h3>
      <ul className="set-rows">
        {versions.map((one) => (
          <li key={`${one.kind}${one.id}${one.seq}`} className="set-row">
            <span className="set-row-main">
              <span className="set-chips">
                <bdi className="id strong">{one.id}</bdi>
                <span className="chip">{t(`books.kind.${one.kind}`, { defaultValue: one.kind })}</span>
                {one.withdrawn && <span className="chip">{t('books.withdrawn')}</span>}
              </span>
              {one.problems.map((problem) => (
                <span key={problem} className="small breach" lang="en" dir="ltr">
                  {problem}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
