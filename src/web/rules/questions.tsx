import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTitles } from '../words/use-titles'
import { When } from '../words/when'
import type { Question } from './asked'
import type { Said } from './queries'
import { useTellingNames } from './use-names'

/** What nobody has answered: each with who asks it, and a press for yes or no. */
export function Open({ questions, press }: { questions: readonly Question[]; press: ((fact: string, value: boolean) => void) | null }) {
  const { t } = useTranslation()
  const names = useTellingNames()
  return (
    <section aria-label={t('rules.open')} data-rules="open">
      <h3>{t('rules.open')}</h3>
      <p className="small muted">{t(questions.length > 0 ? 'rules.strictest' : 'rules.noneOpen')}</p>
      <ul className="rules-list">
        {questions.map((question) => (
          <li key={question.fact} data-question={question.fact}>
            <span className="strong">{names.asked(question.fact, question.asks)}</span>
            <Asking of={question} />
            {press && (
              <span className="rules-picks">
                {([true, false] as const).map((value) => (
                  <Button key={String(value)} size="compact-sm" variant="default" onClick={() => press(question.fact, value)}>
                    {names.answer(value)}
                    <span className="visually-hidden">: {names.asked(question.fact, question.asks)}</span>
                  </Button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The rule books that ask, and the rules in them; a question about the class decides what all the others count. */
function Asking({ of }: { of: Question }) {
  const { t } = useTranslation()
  const titles = useTitles()
  return of.asking.map(({ book, by }) => (
    <span key={book.regime} className="small muted">
      {t('rules.askedBy')} <bdi>{titles.book(book.title)}</bdi>
      {by.map(({ milestone, kind, reference }) => (
        <span key={milestone ?? ''}>
          {' · '}
          {milestone === null ? t('rules.forClass') : t(`words.clockLong.${kind}`)} {reference && <bdi>{reference}</bdi>}
        </span>
      ))}
    </span>
  ))
}

type AnsweredProps = { answers: readonly Said[]; change: ((of: Said) => void) | null }
/** Folded away: what was answered, by whom, and the way to change it. */
export function Answered({ answers, change }: AnsweredProps) {
  const { t } = useTranslation()
  const names = useTellingNames()
  if (answers.length === 0) return null
  return (
    <details data-rules="answered">
      <summary>{t('rules.answered', { count: answers.length })}</summary>
      <ul className="rules-list">
        {answers.map((said) => (
          <li key={said.fact} data-answer={said.fact}>
            <span>{names.asked(said.fact, said.asks)}</span>
            <span>
              <bdi className="strong">{names.answer(said.value)}</bdi>{' '}
              {said.at && (
                <span className="small muted">
                  <bdi>{said.by?.name ?? t('words.unknownPerson')}</bdi> · <When at={said.at} />
                </span>
              )}
            </span>
            {change && <RowButton say={t('rules.changeIt')} of={names.asked(said.fact, said.asks)} onClick={() => change(said)} />}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Folded away: what no clock waits for now, and would count by all the same. */
export function MoreToSay({ questions, say }: { questions: readonly Question[]; say: ((of: Question) => void) | null }) {
  const { t } = useTranslation()
  const names = useTellingNames()
  if (questions.length === 0 || !say) return null
  return (
    <details data-rules="more">
      <summary>{t('rules.more', { count: questions.length })}</summary>
      <p className="small muted">{t('rules.moreWhat')}</p>
      <ul className="rules-list">
        {questions.map((question) => (
          <li key={question.fact} data-question={question.fact}>
            <span>{names.asked(question.fact, question.asks)}</span>
            <RowButton say={t('rules.answerIt')} of={names.asked(question.fact, question.asks)} onClick={() => say(question)} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** A button whose row is said to those who can't see beside what it stands. */
export function RowButton({ say, of, onClick }: { say: string; of: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClick}>
      {say}
      <span className="visually-hidden">: {of}</span>
    </Button>
  )
}
