import { Tooltip } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../domain/finding'
import { directionOf, isolates } from '../words/direction'
import { chineseType } from '../words/i18n'
import { pieces } from './highlighted'
import './words-of.css'

type Props = { text: string; lang: string | null; finding?: Finding | null; className?: string; oneLine?: boolean }

/** A person's words: own language, own direction, own face; with a finding, what speaks in them is marked and says why. */
export function WordsOf({ text, lang, finding = null, className = '', oneLine = false }: Props) {
  const chinese = lang?.startsWith('zh') || (lang === null && /\p{Script=Han}/u.test(text))
  useEffect(() => {
    if (chinese) void chineseType()
  }, [chinese])
  return (
    <div className={`words ${className}`} lang={lang ?? undefined} dir={directionOf(text)}>
      {oneLine ? (
        <Isolated text={text.replace(/\s+/g, ' ')} />
      ) : (
        pieces(text, finding).map((piece) => <Marked key={piece.start} {...piece} />)
      )}
    </div>
  )
}

/** A marked phrase takes the focus, so that its reason can be read without a mouse. */
const REACHABLE = { tabIndex: 0 }

function Marked({ text, risk, weight }: ReturnType<typeof pieces>[number]) {
  const { t } = useTranslation()
  if (risk) {
    const why = `${t(`words.risk.${risk.category}`, { defaultValue: risk.category })} · ${risk.id} v${risk.version.replace(/^v/, '')}`
    return (
      <Tooltip label={why}>
        <mark className="risk" {...REACHABLE} aria-description={why}>
          {text}
        </mark>
      </Tooltip>
    )
  }
  if (weight > 0) return <mark className="clue">{text}</mark>
  return <Isolated text={text} />
}

/** Handles and links keep their own direction inside words that run the other way. */
function Isolated({ text }: { text: string }) {
  return isolates(text).map((piece) => (piece.apart ? <bdi key={piece.at}>{piece.text}</bdi> : piece.text))
}
