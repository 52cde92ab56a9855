import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHANNELS } from '../../../domain/channels'
import { get, problemOf } from '../../data/client'
import { serverNow } from '../../data/now'
import { useTimeZone } from '../../data/queries'
import { useChannelName } from '../../parts/contact'
import { Trouble } from '../../parts/states'
import { momentAt, wallTime } from '../../words/local-time'
import { useRuleWords } from '../../words/use-rule-words'
import { useTitles } from '../../words/use-titles'
import { When } from '../../words/when'
import { Part } from '../parts'
import { type Book, regimesQuery, type Simulated } from './queries'

type Wish = { regime: string; received: string; class: string; channel: string; facts: string }

/** "What if it arrived on Friday at 16:30?": every milestone of a case that does not exist. Nothing is written. */
export function Simulator() {
  const { t } = useTranslation()
  const zone = useTimeZone()
  const { data: regimes } = useQuery(regimesQuery)
  const [wish, setWish] = useState<Wish>(() => ({
    ...{ regime: '', received: wallTime(serverNow(), zone), class: '', channel: '', facts: '' },
  }))
  const [asked, ask] = useState<string | null>(null)
  const change = (part: Partial<Wish>) => setWish((old) => ({ ...old, ...part }))
  const books = regimes?.data ?? []
  const book = books.find(({ id }) => id === wish.regime) ?? books.find(({ in_use }) => in_use) ?? books[0]
  const received = momentAt(wish.received, zone)
  return (
    <Part title={t('books.simulator')} what={t('books.simulatorWhat')}>
      <form
        className="set-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (book && received !== null) ask(pathOf(book.id, { ...wish, received: new Date(received).toISOString() }))
        }}
      >
        <Fields books={books} book={book} wish={wish} change={change} />
        <div>
          <Button type="submit" disabled={!book || received === null}>
            {t('books.simulate')}
          </Button>
        </div>
      </form>
      {asked && <Answer key={asked} path={asked} />}
    </Part>
  )
}

type FieldsProps = { books: readonly Book[]; book: Book | undefined; wish: Wish; change: (part: Partial<Wish>) => void }
function Fields({ books, book, wish, change }: FieldsProps) {
  const { t } = useTranslation()
  const titles = useTitles()
  const channelName = useChannelName()
  return (
    <>
      <NativeSelect
        className="wide"
        label={t('books.book')}
        value={book?.id ?? ''}
        onChange={(event) => change({ regime: event.currentTarget.value, class: '' })}
        data={[...new Map(books.map(({ id, title }) => [id, titles.book(title)]))].map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        required
        type="datetime-local"
        dir="ltr"
        label={t('books.received')}
        value={wish.received}
        onChange={(event) => change({ received: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('books.class')}
        value={wish.class}
        onChange={(event) => change({ class: event.currentTarget.value })}
        data={[
          { value: '', label: t('books.byRule') },
          ...(book?.classes ?? []).map(({ id, title }) => ({ value: id, label: titles.classOf(title) })),
        ]}
      />
      <NativeSelect
        label={t('filters.channel')}
        value={wish.channel}
        onChange={(event) => change({ channel: event.currentTarget.value })}
        data={[{ value: '', label: t('books.anyChannel') }, ...CHANNELS.map((each) => ({ value: each, label: channelName(each) }))]}
      />
      <Textarea
        className="wide"
        label={t('books.facts')}
        description={t('books.factsWhat')}
        dir="ltr"
        autosize
        minRows={1}
        value={wish.facts}
        onChange={(event) => change({ facts: event.currentTarget.value })}
      />
    </>
  )
}

function pathOf(regime: string, wish: Wish) {
  const search = new URLSearchParams({ received: wish.received })
  if (wish.class) search.set('class', wish.class)
  if (wish.channel) search.set('channel', wish.channel)
  for (const fact of wish.facts.split('\n').map((line) => line.trim())) if (fact) search.append('fact', fact)
  return `/regimes/${encodeURIComponent(regime)}/simulation?${search}`
}

function Answer({ path }: { path: string }) {
  const { t } = useTranslation()
  const words = useRuleWords()
  const titles = useTitles()
  const { data, error, refetch } = useQuery({
    queryKey: ['simulation', path],
    queryFn: ({ signal }) => get<Simulated>(path, signal),
    retry: false,
  })
  if (error) return <Trouble what={t('books.simulator')} problem={problemOf(error)} retry={() => void refetch()} />
  if (!data) return <p className="muted">{t('states.loading')}</p>
  return (
    <section aria-label={t('books.milestones')} className="simulated">
      {!data.applies && <p className="strong">{t('books.appliesNot')}</p>}
      <p className="small muted">
        {t('books.countedBy')} <bdi className="id">{data.calendar}</bdi> · <bdi className="id">{data.time_zone}</bdi>
        {data.calendar_assumed && ` · ${t('books.assumed')}`}
      </p>
      <ul className="set-rows">
        {data.milestones.map((one) => (
          <li key={one.id} className="set-row" data-milestone={one.id}>
            <span className="set-row-main">
              <span className="set-chips">
                <span className="strong" dir="auto">
                  {titles.milestone(one.title)}
                </span>
                {one.to_be_confirmed && <span className="chip chip-due">{t('books.toConfirm')}</span>}
              </span>
              <span className="small muted">
                {one.rule_values && words.rule(one.rule_values)} · <bdi>{one.reference}</bdi>
                {one.note && (
                  <>
                    {' · '}
                    <bdi lang="en">{one.note}</bdi>
                  </>
                )}
              </span>
              {one.skipped.length > 0 && <span className="small muted">{t('why.step.passedOver', { days: words.days(one.skipped) })}</span>}
            </span>
            <span className="strong">{one.due ? <When at={one.due} full /> : t('books.noDate')}</span>
          </li>
        ))}
      </ul>
      {data.questions.length > 0 && (
        <ul className="small">
          {data.questions.map(({ fact, asks }) => (
            <li key={fact}>
              {words.asked(fact, asks)} <bdi className="id">{fact}=…</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
