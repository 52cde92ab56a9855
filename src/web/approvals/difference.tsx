import { useTranslation } from 'react-i18next'
import { diff } from '../../domain/approvals/diff'
import { directionOf } from '../words/direction'

/** Two versions of a text as one: what went is struck through, what came is underlined; neither by colour alone, and both are said aloud. */
export function Difference({ before, after, lang }: { before: string; after: string; lang: string }) {
  const { t } = useTranslation()
  return (
    <div className="difference words" dir={directionOf(after)} lang={lang}>
      {diff(before, after, lang).map(({ kind, text }, i) => {
        const key = `${i}${kind}`
        if (kind === 'same') return <span key={key}>{text}</span>
        const Tag = kind === 'gone' ? 'del' : 'ins'
        return (
          <Tag key={key}>
            <span className="visually-hidden">{t(`approvals.diff.${kind}`)} </span>
            {text}
          </Tag>
        )
      })}
    </div>
  )
}
