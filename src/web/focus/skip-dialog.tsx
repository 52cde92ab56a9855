import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, problemOf } from '../data/client'
import type { CaseFull } from '../data/types'
import { composing } from '../keys/press'
import { Dialog } from '../parts/dialog'
import { InlineTrouble } from '../parts/states'

/** As the server takes them; the key of each is its place. */
const REASONS = ['language', 'knowledge', 'waiting', 'conflict', 'unwell'] as const
type Reason = (typeof REASONS)[number]

/** Nobody passes over a case without one of five reasons: one key each, words if somebody likes. */
export function SkipDialog({ one, close, done }: { one: CaseFull; close: () => void; done: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const skip = useMutation({
    mutationFn: (reason: Reason) => post(`/cases/${one.id}/skips`, { reason, words: words.trim() || null }),
    onSuccess: async () => {
      close()
      await done()
    },
  })
  const choose = (reason: Reason) => {
    if (!skip.isPending) skip.mutate(reason)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const reason = REASONS[Number(event.key) - 1]
    if (!reason || composing(event.nativeEvent) || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    choose(reason)
  }
  return (
    <Dialog title={t('focus.why')} close={close} onKeyDown={onKeyDown}>
      <ul className="focus-reasons">
        {REASONS.map((reason, at) => (
          <li key={reason}>
            <button
              type="button"
              className="chip chip-button"
              disabled={skip.isPending}
              onClick={() => choose(reason)}
              data-reason={reason}
              {...(at === 0 ? { 'data-autofocus': true } : {})}
            >
              <kbd>{at + 1}</kbd> {t(`focus.reason.${reason}`)}
            </button>
          </li>
        ))}
      </ul>
      <TextInput label={t('focus.words')} value={words} maxLength={400} onChange={(event) => setWords(event.currentTarget.value)} />
      {skip.error && <InlineTrouble problem={problemOf(skip.error)} safe={t('states.nothingChanged')} />}
    </Dialog>
  )
}
