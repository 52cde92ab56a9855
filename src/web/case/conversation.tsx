import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../data/client'
import { useCustomerWrites } from '../data/customer-writes'
import { caseTimelineQuery, useMe } from '../data/queries'
import type { CaseFull, CaseMessage, Mode, TimelineEntry } from '../data/types'
import { Icon } from '../look/icons'
import { AttachmentList } from '../parts/attachments'
import { ChannelTag, ContactName } from '../parts/contact'
import { Skeleton, Trouble } from '../parts/states'
import { WordsOf } from '../parts/words-of'
import { dayHeading, isoDay } from '../words/dates'
import { directionOf } from '../words/direction'
import { useReading } from '../words/use-reading'
import { When } from '../words/when'
import { Delivery } from './delivery'
import './conversation.css'

type Props = {
  one: CaseFull
  name: string
  messages: CaseMessage[] | undefined
  problem: Problem | null
  retry: () => void
  compose: (mode: Mode) => void
}
type Entry = { at: string; id: string } & ({ message: CaseMessage } | { note: TimelineEntry })

/** A box that scrolls must be reachable by key. */
const REACHABLE = { tabIndex: 0 }

/** What was said, in both directions, with the notes that only staff read between, day by day. */
export function Conversation({ one, name, messages, problem, retry, compose }: Props) {
  const { t } = useTranslation()
  const { data: timeline = [] } = useQuery(caseTimelineQuery(name))
  const entries = useMemo(() => merged(messages ?? [], timeline), [messages, timeline])
  const box = useRef<HTMLDivElement>(null)
  const writes = useCustomerWrites(one.id)
  const count = entries.length
  useStayBelow(box, count, isOwn(entries.at(-1), useMe()?.user?.name ?? null))
  if (problem && !messages) return <Trouble what={t('case.conversation')} problem={problem} retry={retry} />
  if (!messages) return <Skeleton rows={4} height={90} />
  return (
    <div className="talk" ref={box} role="log" aria-label={t('case.conversation')} {...REACHABLE}>
      {entries.map((entry, i) => (
        <div key={entry.id}>
          <Day at={entry.at} before={entries[i - 1]?.at ?? null} />
          {'message' in entry ? <Bubble message={entry.message} one={one} compose={compose} /> : <Note entry={entry.note} />}
        </div>
      ))}
      {writes && (
        <p className="muted small" data-customer-writes>
          {t('delivery.customerWrites')}
        </p>
      )}
    </div>
  )
}

const isOwn = (entry: Entry | undefined, me: string | null) =>
  entry !== undefined && me !== null && ('message' in entry ? entry.message.author : entry.note.by.name) === me

/** As far down as there is, but no further than where the newest begins: one that is longer than the box is read from its beginning. */
function toNewest(box: HTMLElement) {
  const begins = (box.lastElementChild ?? box).getBoundingClientRect().top - box.getBoundingClientRect().top
  box.scrollTop = Math.min(box.scrollHeight, box.scrollTop + begins)
}

/** Shows the newest first thing, and keeps it in sight while the composer takes room; a reader further up is left alone but for their own words. */
function useStayBelow(box: RefObject<HTMLDivElement | null>, count: number, own: boolean) {
  const below = useRef(true)
  useLayoutEffect(() => {
    const element = box.current
    if (element && count > 0 && (below.current || own)) toNewest(element)
  }, [box, count, own])
  useEffect(() => {
    const element = box.current
    if (!element || count === 0) return
    const note = () => {
      below.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40
    }
    const keep = new ResizeObserver(() => {
      if (below.current) toNewest(element)
    })
    element.addEventListener('scroll', note, { passive: true })
    keep.observe(element)
    return () => {
      element.removeEventListener('scroll', note)
      keep.disconnect()
    }
  }, [box, count])
}

const merged = (messages: CaseMessage[], timeline: TimelineEntry[]): Entry[] =>
  [
    ...messages.map((message) => ({ at: message.at, id: message.id, message })),
    ...timeline.filter(({ kind }) => kind === 'noted').map((note) => ({ at: note.at, id: `note${note.seq}`, note })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))

function Day({ at, before }: { at: string; before: string | null }) {
  const reading = useReading()
  if (before && isoDay(Date.parse(before), reading.timeZone) === isoDay(Date.parse(at), reading.timeZone)) return null
  return (
    <h2 className="talk-day">
      <bdi>{dayHeading(Date.parse(at), reading)}</bdi>
    </h2>
  )
}

function Bubble({ message, one, compose }: { message: CaseMessage; one: CaseFull; compose: (mode: Mode) => void }) {
  const { t } = useTranslation()
  const out = message.direction === 'out'
  return (
    <article className={`said said-${message.direction} ${out && message.public ? 'said-public' : ''}`} data-message={message.id}>
      <header>
        {out ? (
          <bdi className="strong">{message.author ?? t('words.engine')}</bdi>
        ) : (
          <span className="strong">
            <ContactName contact={message.contact ?? one.contact} />
          </span>
        )}
        {out && <Icon name={message.public ? 'globe' : 'reply'} size={14} />}
        <ChannelTag channel={message.channel} open={message.public} />
        <span className="said-when">
          <When at={message.at} />
        </span>
      </header>
      <WordsOf text={message.text} lang={message.finding?.lang.value ?? message.lang} finding={message.finding} />
      <AttachmentList of={message.attachments} />
      {message.delivery && <Delivery message={message} delivery={message.delivery} one={one} compose={compose} />}
    </article>
  )
}

function Note({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation()
  const text = String(entry.text ?? '')
  return (
    <article className="said said-note">
      <header>
        <Icon name="note" size={14} />
        <span className="said-ribbon">{t('composer.ribbon.note')}</span>
        <bdi className="strong">{entry.by.name}</bdi>
        <span className="said-when">
          <When at={entry.at} />
        </span>
      </header>
      <div className="words" dir={directionOf(text)}>
        {text}
      </div>
    </article>
  )
}
