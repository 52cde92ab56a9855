import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Newer } from '../case/composer'
import { SendAnyway, useSoftLock } from '../case/soft-lock'
import { channelOf, unwantedWay, Wishes } from '../case/wishes'
import type { CaseFull, CaseMessage } from '../data/types'
import { useKeys } from '../keys/use-keys'
import { Icon } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { Dialog } from '../parts/dialog'
import { InlineTrouble, Skeleton } from '../parts/states'
import { LetterFields, useDay } from './letter-fields'
import { LetterGate } from './letter-gate'
import { LetterSheet } from './letter-sheet'
import { printDraft } from './print-draft'
import { useLetter, useSendLetter } from './use-letter'
import './letters.css'

type Props = {
  one: CaseFull
  name: string
  messages: readonly CaseMessage[]
  close: () => void
  refresh: () => Promise<unknown>
  /** Tells colleagues that somebody writes here. */
  typed: () => void
}

/** A letter to the customer: its fields on one side, on the other how they will read it and what a rule book still misses in it. */
export function LetterDialog({ one, name, messages, close, refresh, typed }: Props) {
  const { t } = useTranslation()
  const letter = useLetter(one, name)
  const { draft, words, kind, wish, shown, problem, retry } = letter
  const done = async () => {
    await refresh()
    close()
  }
  const sending = useSendLetter(one, wish, messages, done)
  const lock = useSoftLock(one.id, 'private', sending.problem)
  const [heeded, heed] = useState(false)
  const ready = useReady(one, letter, heeded) && !sending.newer
  const send = () => {
    if (!ready || sending.pending) return
    if (lock.writer) lock.ask()
    else sending.submit()
  }
  useKeys('composer', { send })
  const edit: typeof draft.edit = (change) => {
    draft.edit(change)
    typed()
  }
  return (
    <Dialog title={t('letter.write')} close={close} size="66rem">
      <div className="letter">
        <div className="letter-fields">
          <LetterFields one={one} kind={kind} words={words} shown={shown} edit={edit} />
          <Wishes one={one} mode="private" heeded={heeded} heed={heed} />
        </div>
        <div className="letter-side">
          {problem && <Unread problem={problem} retry={retry} />}
          {shown ? (
            <>
              <LetterGate kind={kind} preview={shown} />
              <LetterSheet preview={shown} fresh={letter.fresh} />
            </>
          ) : (
            !problem && <Skeleton rows={4} height={70} />
          )}
        </div>
      </div>
      {sending.newer && <Newer accept={sending.accept} />}
      {lock.asking && <SendAnyway name={lock.writer ?? ''} confirm={() => sending.submit(true)} back={lock.drop} />}
      {sending.problem && !sending.newer && !lock.asking && <InlineTrouble problem={sending.problem} safe={t('states.textSafe')} />}
      <div className="form-end letter-end">
        {draft.holds() && (
          <>
            <span className="letter-kept muted micro">{t('letter.kept')}</span>
            <Button variant="subtle" onClick={() => draft.done()} data-letter-anew>
              {t('letter.anew')}
            </Button>
          </>
        )}
        <Button variant="default" disabled={!shown} onClick={() => shown && printDraft(shown, t('letter.draftMark'))} data-print-draft>
          {t('letter.printDraft')}
        </Button>
        <SendButton one={one} ready={ready} pending={sending.pending} send={send} />
      </div>
    </Dialog>
  )
}

/** Whether nothing speaks against sending what is written. */
function useReady(one: CaseFull, { words, shown, fresh }: ReturnType<typeof useLetter>, heeded: boolean) {
  const { past } = useDay(words)
  return fresh && shown?.may_leave === true && !past && (heeded || !unwantedWay(one, 'private'))
}

function Unread({ problem, retry }: { problem: Parameters<typeof InlineTrouble>[0]['problem']; retry: () => void }) {
  const { t } = useTranslation()
  return (
    <InlineTrouble problem={problem} safe={t('states.textSafe')}>
      <Button size="xs" variant="default" onClick={retry}>
        {t('states.retry')}
      </Button>
    </InlineTrouble>
  )
}

function SendButton({ one, ready, pending, send }: { one: CaseFull; ready: boolean; pending: boolean; send: () => void }) {
  const { t } = useTranslation()
  const channel = useChannelName()(channelOf(one, 'private'))
  return (
    <Button
      leftSection={<Icon name="mail" size={16} />}
      disabled={!ready}
      loading={pending}
      onClick={send}
      aria-describedby="letter-gate"
      data-send-letter
    >
      {t('letter.send', { channel, to: one.contact.name ?? one.reply_channel.to })}
    </Button>
  )
}
