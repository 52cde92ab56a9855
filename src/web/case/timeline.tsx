import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../data/client'
import { caseClocksQuery, caseTimelineQuery, usersQuery } from '../data/queries'
import type { Clock, Person, TimelineEntry } from '../data/types'
import { useChannelName } from '../parts/contact'
import { Skeleton, Trouble } from '../parts/states'
import { SaidInTimeline } from '../rules/told'
import { useRuleSaid } from '../words/use-rule-said'
import { When } from '../words/when'

/** Everything that happened to the case, newest first; appended by the server, never edited. */
export function Timeline({ name }: { name: string }) {
  const { t } = useTranslation()
  const timeline = useQuery(caseTimelineQuery(name))
  const { data: people = [] } = useQuery(usersQuery)
  const { data: clocks = [] } = useQuery(caseClocksQuery(name))
  if (timeline.error) return <Trouble what={t('case.timeline')} problem={problemOf(timeline.error)} retry={() => void timeline.refetch()} />
  if (!timeline.data) return <Skeleton rows={5} height={44} />
  return (
    <ol className="timeline">
      {timeline.data.toReversed().map((entry) => (
        <li key={entry.seq}>
          <Happened entry={entry} people={people} clocks={clocks} />
          <div className="muted micro">
            {entry.by.id === 'engine' ? (
              t('words.engine')
            ) : entry.by.id === 'customer' ? (
              t('case.customer')
            ) : (
              <bdi>{entry.by.name ?? t('words.unknownPerson')}</bdi>
            )}{' '}
            · <When at={entry.at} />
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Their reason is a person's, word for word. */
const TOLD = ['fact_said', 'happened', 'classed']

/** One event as a sentence. Event fields may come in either spelling, `dueAt` or `due_at`. */
function Happened({ entry, people, clocks }: { entry: TimelineEntry; people: readonly Person[]; clocks: readonly Clock[] }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  const said = useRuleSaid()
  const field = (name: string) => entry[name] ?? entry[name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)]
  const text = (name: string) => String(field(name) ?? '')
  const person = (id: unknown) => people.find((one) => one.id === id)?.name ?? (typeof id === 'string' && !id.startsWith('usr_') ? id : '')
  const clockKind = clocks.find(({ id }) => id === field('clockId'))?.kind ?? text('milestone')
  const kind = entry.kind === 'assigned' && !field('owner') ? 'unassigned' : entry.kind
  const why = ['assigned', 'escalated', 'reopened', 'marked', 'reply_failed', 'message_attached', ...TOLD].includes(entry.kind)
    ? text('reason') || text('because')
    : text('note')
  return (
    <div>
      {t(`timeline.${kind}`, {
        defaultValue: kind.replaceAll('_', ' '),
        severity: text('severity'),
        score: field('score'),
        tier: field('tier'),
        level: field('level'),
        team: text('team'),
        owner: person(field('owner')),
        to: person(field('to')),
        channel: channelName(text('channel')),
        clock: t(`words.clock.${clockKind}`, { defaultValue: clockKind.replaceAll('_', ' ') }),
        outcome: t(`words.outcome.${text('outcome')}`, { defaultValue: text('outcome') }),
        remedy: t(`words.remedy.${text('remedy')}`, { defaultValue: text('remedy') }),
        as: t(`words.kind.${text('as')}`, { defaultValue: text('as') }),
      })}
      <SaidInTimeline entry={entry} />
      <ByWish kind={entry.kind} wished={text('wished')} told={field('told')} />
      {entry.kind === 'replied' && text('despite') !== '' && <div className="due">{t('writing.despite', { name: text('despite') })}</div>}
      {why && why !== '[object Object]' && (
        <div className="muted" dir="auto">
          {t(`words.because.${why}`, { defaultValue: said(why) })}
        </div>
      )}
    </div>
  )
}

/** Why the words went the way that they did, where the customer's wishes had a part in it. */
function ByWish({ kind, wished, told }: { kind: string; wished: string; told: unknown }) {
  const { t } = useTranslation()
  const channelName = useChannelName()
  if (kind === 'acknowledged' && told === null) return <div className="muted">{t('writing.notTold')}</div>
  return (
    <>
      {kind === 'acknowledged' && typeof told === 'string' && (
        <div className="muted">{t('writing.told', { channel: channelName(told) })}</div>
      )}
      {wished && <div className={wished === 'unwanted' ? 'due' : 'muted'}>{t(`writing.way.${wished}`)}</div>}
    </>
  )
}
