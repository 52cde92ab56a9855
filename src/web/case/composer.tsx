import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unfilled } from '../../domain/saved-replies'
import type { Kept } from '../data/drafts'
import type { CaseFull, CaseMessage, Mode } from '../data/types'
import { useGoing } from '../data/uploads'
import { Key } from '../keys/key'
import { useKeys } from '../keys/use-keys'
import { LetterMode } from '../letters/letter-mode'
import { Icon, type IconName } from '../look/icons'
import { useChannelName } from '../parts/contact'
import { InlineTrouble } from '../parts/states'
import { AddFiles, ComposerFiles, fileHands } from './composer-files'
import { Gaps } from './gaps'
import { MissingWords } from './missing-words'
import { SendAnyway, useSoftLock } from './soft-lock'
import { useDraft, useHeld } from './use-draft'
import { useSend } from './use-send'
import { channelOf, unwantedWay, Wishes } from './wishes'
import { WritingField } from './writing-field'
import './composer.css'

const ICONS: Record<Mode, IconName> = { public: 'globe', private: 'reply', note: 'note' }
const KEYS = { public: 'replyPublic', private: 'reply', note: 'note' } as const

type Props = {
  one: CaseFull
  mode: Mode | null
  setMode: (mode: Mode | null) => void
  messages: readonly CaseMessage[]
  refresh: () => Promise<unknown>
  /** Tells colleagues that somebody writes here. */
  typed: () => void
}

/** Whether there is anybody to write to, and a way. */
export const answerable = ({ state, reply_channel }: CaseFull) => state !== 'closed' && reply_channel.why !== 'no_way_to_answer'

/** Three ways to write, told apart by surface, ribbon, icon and the words on the button. It opens only as it was asked for. */
export function Composer({ one, mode, setMode, messages, refresh, typed }: Props) {
  const modes: Mode[] = !answerable(one) ? ['note'] : one.reply_channel.public ? ['private', 'public', 'note'] : ['private', 'note']
  const shown = mode && modes.includes(mode) ? mode : null
  return (
    <div className="composer-place">
      <ModeBar one={one} modes={modes} mode={shown} setMode={setMode} />
      {shown && (
        <Writing key={shown} one={one} mode={shown} close={() => setMode(null)} messages={messages} refresh={refresh} typed={typed} />
      )}
    </div>
  )
}

function ModeBar({ one, modes, mode, setMode }: { one: CaseFull; modes: Mode[]; mode: Mode | null; setMode: (mode: Mode | null) => void }) {
  const { t } = useTranslation()
  const held = useHeld(one.id)
  return (
    <div className="modes" role="toolbar" aria-label={t('composer.title')}>
      {modes.map((kind) => (
        <button
          key={kind}
          type="button"
          className={`mode mode-${kind}`}
          aria-pressed={mode === kind}
          data-mode={kind}
          onClick={() => setMode(mode === kind ? null : kind)}
        >
          <Icon name={ICONS[kind]} size={16} />
          <span>{t(`composer.mode.${kind}`)}</span>
          {held.has(kind) && mode !== kind && <span className="mode-draft micro">{t('writing.draft')}</span>}
          <Key of={KEYS[kind]} />
        </button>
      ))}
      {answerable(one) && <LetterMode caseId={one.id} />}
      {!answerable(one) && (
        <span className="muted small">{t(one.state === 'closed' ? 'composer.closed' : 'refusals.no_way_to_answer')}</span>
      )}
    </div>
  )
}

type WritingProps = Omit<Props, 'mode' | 'setMode'> & { mode: Mode; close: () => void }

/** The draft, its files and gaps, who else writes, and what sending does; one press sends, where nothing speaks against it. */
function useWriting({ one, mode, close, messages, refresh }: Omit<WritingProps, 'typed'>) {
  const { keeper, words } = useDraft(one.id, mode)
  const going = useGoing(keeper)
  const gaps = mode === 'note' ? [] : unfilled(words.text)
  const field = useRef<HTMLTextAreaElement>(null)
  const done = async () => {
    await refresh()
    close()
  }
  const named = unwantedWay(one, mode) ? channelOf(one, mode) : null
  const sending = useSend({ one, mode, keeper, messages, named, done })
  const lock = useSoftLock(one.id, mode, sending.problem)
  const [heeded, heed] = useState(false)
  const asked = mode !== 'note' && unwantedWay(one, mode) && !heeded
  const ready = keeper.holds() && !asked && !sending.newer && gaps.length === 0 && !going.some(({ problem }) => problem === null)
  const send = () => {
    if (!ready || sending.pending) return
    if (lock.writer) lock.ask()
    else sending.submit()
  }
  useEffect(() => {
    field.current?.focus()
    field.current?.closest('section')?.scrollIntoView({ block: 'nearest' })
  }, [])
  useKeys('composer', {
    send: () => {
      if (document.activeElement === field.current) send()
    },
  })
  return { field, keeper, words, gaps, lock, ready, send, sending, wishes: { heeded, heed } }
}

function Writing({ one, mode, close, messages, refresh, typed }: WritingProps) {
  const { t } = useTranslation()
  const way = useWay(one, mode)
  const { field, keeper, words, gaps, lock, ready, send, sending, wishes } = useWriting({ one, mode, close, messages, refresh })
  const { problem, newer } = sending
  return (
    <section
      className={`composer composer-${mode}`}
      aria-label={t(`composer.mode.${mode}`)}
      data-composer={mode}
      {...(mode === 'note' ? {} : fileHands(keeper))}
    >
      <Ribbon mode={mode} one={one} close={close} />
      {mode !== 'note' && <Wishes one={one} mode={mode} {...wishes} />}
      {newer && <Newer accept={sending.accept} />}
      <WritingField
        one={one}
        mode={mode}
        keeper={keeper}
        text={words.text}
        label={t(`composer.field.${mode}`, way)}
        field={field}
        typed={typed}
        close={close}
      />
      <Gaps of={gaps} />
      {lock.asking && <SendAnyway name={lock.writer ?? ''} confirm={() => sending.submit(true)} back={lock.drop} />}
      {mode !== 'note' && <ComposerFiles keeper={keeper} files={words.files} />}
      {problem && !newer && !lock.asking && (
        <InlineTrouble problem={problem} safe={t('states.textSafe')}>
          <MissingWords problem={problem} add={(said) => keeper.edit({ text: `${words.text.trimEnd()}\n\n${said}` })} />
        </InlineTrouble>
      )}
      <SendRow
        one={one}
        mode={mode}
        final={words.final}
        setFinal={(on) => keeper.edit({ final: on })}
        pending={sending.pending}
        ready={ready}
        add={mode === 'note' ? null : <AddFiles keeper={keeper} />}
        where={keeper.holds() ? words.where : null}
        send={send}
      />
    </section>
  )
}

/** The channel and the person as the buttons name them. */
function useWay(one: CaseFull, mode: Mode) {
  const channelName = useChannelName()
  return { channel: channelName(channelOf(one, mode)), to: one.contact.name ?? one.reply_channel.to }
}

function Ribbon({ mode, one, close }: { mode: Mode; one: CaseFull; close: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="composer-ribbon">
      <Icon name={mode === 'private' ? 'lock' : ICONS[mode]} size={16} />
      <span>{t(`composer.ribbon.${mode}`, useWay(one, mode))}</span>
      <button type="button" className="composer-close" aria-label={t('composer.putAway')} onClick={close}>
        <Icon name="close" size={16} />
      </button>
    </div>
  )
}

/** News from the customer stops an answer that has not seen it. */
export function Newer({ accept }: { accept: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="composer-newer" role="alert">
      <span>{t('composer.newer')}</span>
      <button type="button" className="link-button" onClick={accept}>
        {t('composer.haveRead')}
      </button>
    </div>
  )
}

type SendProps = {
  one: CaseFull
  mode: Mode
  final: boolean
  setFinal: (on: boolean) => void
  pending: boolean
  ready: boolean
  /** Where the unsent words are safe; null where there are none. */
  where: Kept['where'] | null
  add: ReactNode
  send: () => void
}

function SendRow({ one, mode, final, setFinal, pending, ready, where, add, send }: SendProps) {
  const { t } = useTranslation()
  return (
    <div className="composer-end">
      {mode !== 'note' && one.kind === 'complaint' && one.answered_at === null && (
        <Checkbox checked={final} onChange={(event) => setFinal(event.currentTarget.checked)} label={t('composer.final')} />
      )}
      {add}
      {where && (
        <span className={`composer-where micro ${where === 'here' ? 'due' : 'muted'}`} data-draft={where}>
          {t(`writing.where.${where}`)}
        </span>
      )}
      <span className="composer-hint muted micro">
        <Key of="send" /> {mode === 'note' ? null : t('composer.undoable')}
      </span>
      <Button
        className={`send send-${mode}`}
        leftSection={<Icon name={ICONS[mode]} size={16} />}
        loading={pending}
        disabled={!ready}
        onClick={send}
        data-send={mode}
      >
        {t(`composer.send.${mode}`, useWay(one, mode))}
      </Button>
    </div>
  )
}
