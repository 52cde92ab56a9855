import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../data/client'
import type { Mode } from '../data/types'
import { useOthers } from '../parts/others-here'

/** Who is answering this customer already, if anybody; and whether the writer of this text has been asked about it. */
export function useSoftLock(caseId: string, mode: Mode, problem: Problem | null) {
  const [asked, setAsked] = useState(false)
  const { t } = useTranslation()
  const others = useOthers(caseId)
  const refused = problem?.code === 'somebody_writing'
  const writer = mode === 'note' ? null : (others.find(({ replying }) => replying)?.name ?? (refused ? t('words.unknownPerson') : null))
  return { writer, asking: writer !== null && (asked || refused), ask: () => setAsked(true), drop: () => setAsked(false) }
}

/** Two answers to one customer are seldom meant: it takes Shift and a press, or on a touch screen a second press. */
export function SendAnyway({ name, confirm, back }: { name: string; confirm: () => void; back: () => void }) {
  const { t } = useTranslation()
  const [hint, setHint] = useState(false)
  const press = (event: MouseEvent) => {
    const touched = (event.nativeEvent as PointerEvent).pointerType === 'touch'
    if (event.shiftKey || (touched && hint)) confirm()
    else setHint(true)
  }
  return (
    <div className="composer-newer" role="alert" data-soft-lock>
      <span>{t('writing.replying', { name })}</span>
      <button type="button" className="link-button" onClick={press} data-send-anyway>
        {t('writing.sendAnyway')} <kbd>⇧</kbd>
      </button>
      <button type="button" className="link-button" onClick={back}>
        {t('writing.letThem')}
      </button>
      {hint && <span>{t('writing.holdShift')}</span>}
    </div>
  )
}
