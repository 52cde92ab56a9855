import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gathering, type Heard } from '../data/heard'
import { onChange } from '../data/live'
import { countsQuery, useMe } from '../data/queries'

/** Says to whoever listens instead of looking what came in: politely, and urgently only where something of severity A is among it. */
export function HeardBy() {
  const { t } = useTranslation()
  const [last, setLast] = useState<(Heard & { serial: number }) | null>(null)
  const gather = useRef<ReturnType<typeof gathering>>(undefined)
  useEffect(() => {
    const { hear, stop } = gathering((heard) => setLast((before) => ({ ...heard, serial: (before?.serial ?? 0) + 1 })), Date.now)
    gather.current = { hear, stop }
    const deaf = onChange(({ of, severity }) => {
      if (of === 'message' && severity) hear({ messages: 1, severe: severity === 'A' ? 1 : 0 })
    })
    return () => {
      deaf()
      stop()
    }
  }, [])
  useMissed((missed) => gather.current?.hear({ missed }))
  const words = last && [
    ...(last.severe > 0 ? [t('heard.severe', { count: last.severe })] : []),
    ...(last.messages > 0 ? [t('heard.messages', { count: last.messages })] : []),
    ...(last.missed > 0 ? [t('heard.missed', { count: last.missed })] : []),
  ]
  const sentence = words && <span key={last.serial}>{words.join(t('heard.and'))}</span>
  const urgent = (last?.severe ?? 0) > 0
  return (
    <div className="visually-hidden" data-heard>
      <p role="status">{urgent ? null : sentence}</p>
      <p role="alert">{urgent ? sentence : null}</p>
    </div>
  )
}

/** Calls back with how many more promises are missed than before. */
function useMissed(tell: (more: number) => void) {
  const { data } = useQuery({ ...countsQuery, enabled: useMe() !== undefined })
  const before = useRef<number | null>(null)
  const missed = data?.missed
  useEffect(() => {
    if (missed === undefined) return
    if (before.current !== null && missed > before.current) tell(missed - before.current)
    before.current = missed
  })
}
