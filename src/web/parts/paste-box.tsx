import { Button, Modal, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, newKey, post, problemOf } from '../data/client'
import { caseQuery, useMe } from '../data/queries'
import type { MessageFull } from '../data/types'
import { Key } from '../keys/key'
import { pressed } from '../keys/press'
import { Icon } from '../look/icons'
import { directionOf } from '../words/direction'
import { ClockBadge } from './clock-badge'
import { FindingPanel } from './finding-panel'
import { InlineTrouble } from './states'
import { WordsOf } from './words-of'
import './paste-box.css'

const POLL_MS = 100
const GIVE_UP_MS = 15_000

/** Somebody of their own for each text, so that it opens a case of its own and can be answered. */
const visitor = (name: string) => ({ name, handles: [{ kind: 'email', value: `visitor.${newKey().slice(0, 8)}@example.com` }] })

/** Puts a text in as a message of the channel `manual` and waits until detection and triage have had it. */
async function findOut({ text, from }: { text: string; from: string | null }): Promise<MessageFull> {
  const { id } = await post<{ id: string }>('/messages', { channel: 'manual', text, ...(from ? { contact: visitor(from) } : {}) })
  const until = Date.now() + GIVE_UP_MS
  for (;;) {
    const message = await get<MessageFull>(`/messages/${id}`)
    if (message.state !== 'received' || Date.now() > until) return message
    await new Promise((go) => setTimeout(go, POLL_MS))
  }
}

/** "Paste a complaint of your own": the shortest way from a text to what Redress makes of it. */
export function PasteForm({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const ask = useMutation({ mutationFn: findOut })
  const demo = useMe()?.tenant.demo ?? false
  const send = () => {
    if (text.trim() !== '' && !ask.isPending) ask.mutate({ text, from: demo ? t('demo.visitor') : null })
  }
  return (
    <section className="paste" aria-label={t('paste.title')}>
      <div className="paste-field">
        <Textarea
          ref={field}
          {...(autoFocus ? { 'data-autofocus': true } : {})}
          aria-label={t('paste.title')}
          placeholder={t('paste.placeholder')}
          autosize
          minRows={autoFocus ? 4 : 1}
          maxRows={8}
          value={text}
          dir={directionOf(text)}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (pressed(event.nativeEvent) !== 'Mod+Enter') return
            event.preventDefault()
            send()
          }}
        />
        <Button
          leftSection={<Icon name="paste" size={16} />}
          loading={ask.isPending}
          disabled={text.trim() === ''}
          onClick={send}
          data-paste-send
        >
          {t('paste.find')}
        </Button>
      </div>
      {text.trim() !== '' && !ask.data && (
        <p className="micro muted paste-hint">
          <Key of="send" /> {t('paste.hint')}
        </p>
      )}
      {ask.error && <InlineTrouble problem={problemOf(ask.error)} safe={t('states.textSafe')} />}
      <div aria-live="polite">
        {ask.data && (
          <Result
            message={ask.data}
            again={() => {
              ask.reset()
              setText('')
              field.current?.focus()
            }}
          />
        )}
      </div>
    </section>
  )
}

function Result({ message, again }: { message: MessageFull; again: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="paste-result" data-paste-result>
      <WordsOf text={message.text} lang={message.finding?.lang.value ?? message.lang} finding={message.finding} className="paste-words" />
      {message.finding ? <FindingPanel finding={message.finding} text={message.text} /> : <p>{t(`paste.state.${message.state}`)}</p>}
      <div className="paste-end">
        {message.case_id && (
          <Link
            className="case-link"
            to="/cases/$ref"
            params={{ ref: message.case_reference ?? message.case_id }}
            data-case={message.case_id}
          >
            {t('paste.opened')} <bdi className="id">{message.case_reference}</bdi>
          </Link>
        )}
        {message.case_id && <FirstClock of={message.case_reference ?? message.case_id} />}
        {!message.case_id && message.disposition && <span>{t(`words.disposition.${message.disposition}`)}</span>}
        <button type="button" className="link-button" onClick={again}>
          {t('paste.again')}
        </button>
      </div>
    </div>
  )
}

/** What the new case owes first; its page is at hand when it is opened. */
function FirstClock({ of }: { of: string }) {
  const clock = useQuery(caseQuery(of)).data?.next_clock
  return clock ? <ClockBadge clock={clock} /> : null
}

export function PasteBox({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('paste.title')} size="lg" closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {opened && <PasteForm autoFocus />}
    </Modal>
  )
}
